/**
 * A time in which appends are refused though the connection is up, for instance because the disk is full. Load balancers send
 * nothing here then, so the writer has to find out by itself when it is over.
 */
export class Outage {
  /** Milliseconds since 1970; null if there is none. */
  #since: number | null = null;
  /** By `performance.now()`. */
  #triedAt = 0;

  /** When it began, UTC ISO 8601; null if there is none. */
  get since(): string | null {
    return this.#since === null ? null : new Date(this.#since).toISOString();
  }

  /** An append failed. */
  begin(): void {
    this.#since ??= Date.now();
    this.#triedAt = performance.now();
  }

  /** An append succeeded. */
  end(): void {
    this.#since = null;
  }

  /** True if the last attempt is a second ago. */
  isDue(): boolean {
    return this.#since !== null && performance.now() - this.#triedAt >= 1000;
  }
}

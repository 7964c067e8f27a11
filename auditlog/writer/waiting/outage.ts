/**
 * Whether what is appended is refused, as where the disk is full: the connection is there, and nothing can be written. Who asks
 * then sends nobody here any more, so that the writer has to find out by itself when it is over.
 */
export class Outage {
  /** Milliseconds since 1970; null where there is none. */
  #since: number | null = null;
  /** By `performance.now()`. */
  #triedAt = 0;

  /** When it began; null where there is none. */
  get since(): string | null {
    return this.#since === null ? null : new Date(this.#since).toISOString();
  }

  /** Something could not be written. */
  begin(): void {
    this.#since ??= Date.now();
    this.#triedAt = performance.now();
  }

  /** Something was written. */
  end(): void {
    this.#since = null;
  }

  /** True a second after the last try. */
  isDue(): boolean {
    return this.#since !== null && performance.now() - this.#triedAt >= 1000;
  }
}

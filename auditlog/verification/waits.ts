import { addToSpans, type Span } from '../spans.js';

/** How long an entry may wait for a checkpoint, milliseconds. */
export const longestWait = 60_000;

/** A checkpoint's size and time. */
interface Signed {
  readonly size: number;
  /** UTC ISO 8601. */
  readonly at: string;
}

/**
 * Finds the entries that went unsigned for too long. A later OPENED entry explains them: its writer found them, compared them with
 * the committed head, and says why they waited.
 */
export class Waits {
  readonly #checkpoints: readonly Signed[];
  readonly #now: number;
  #next = 0;
  /** Time of the next checkpoint, or the present if there is none. */
  #until: number;
  #spans: Span[] = [];

  /** @param checkpoints by size, smallest first */
  constructor(checkpoints: readonly Signed[], now: number) {
    this.#checkpoints = checkpoints;
    this.#now = now;
    this.#until = this.#nextTime();
  }

  /** @param placed milliseconds since 1970; NaN if unknown */
  add(index: number, placed: number, isOpening: boolean): void {
    if (isOpening) this.#spans = [];
    while ((this.#checkpoints[this.#next]?.size ?? Number.POSITIVE_INFINITY) <= index) {
      this.#next += 1;
      this.#until = this.#nextTime();
    }
    if (this.#until - placed > longestWait) addToSpans(this.#spans, index);
  }

  #nextTime(): number {
    const signed = this.#checkpoints[this.#next];
    return signed ? Date.parse(signed.at) : this.#now;
  }

  /** The unexplained entries. */
  list(): readonly Span[] {
    return this.#spans;
  }
}

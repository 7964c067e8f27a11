import type { WaitingBecause } from '../../opening/opening.js';

/** Since when entries wait for a checkpoint, and whether the log says why. */
export class Wait {
  readonly #lateMs: number;
  /** Milliseconds; null where nothing waits. */
  #since: number | null = null;
  #isSaid = false;
  #isCutOff = false;

  /** @param lateMs how long entries may wait without a word */
  constructor(lateMs: number) {
    this.#lateMs = lateMs;
  }

  /** Entries were committed, or were there. */
  begin(): void {
    this.#since ??= Date.now();
  }

  /** A checkpoint covers them. @param isMore entries came while it was signed */
  end(isMore: boolean): void {
    this.#since = isMore ? Date.now() : null;
    this.#isSaid = false;
    this.#isCutOff = false;
  }

  /** The database was lost. */
  cutOff(): void {
    this.#isCutOff = true;
  }

  /** Why they waited, once where it is long: to be written before the checkpoint, so that the wait is no riddle. */
  takeReason(): { readonly since: string; readonly why: WaitingBecause } | null {
    if (this.#isSaid || this.#since === null || Date.now() - this.#since < this.#lateMs) return null;
    this.#isSaid = true;
    return { since: new Date(this.#since).toISOString(), why: this.#isCutOff ? 'DATABASE_GONE' : 'HELD_UP' };
  }
}

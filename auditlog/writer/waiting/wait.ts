import type { WaitingBecause } from '../../opening/opening.js';

/** Since when entries wait for a checkpoint, and whether the log says why. */
export class Wait {
  readonly #lateMs: number;
  /** Milliseconds; null where nothing waits. */
  #since: number | null = null;
  #said: 'NOT' | 'ON_ITS_WAY' | 'YES' = 'NOT';
  #isCutOff = false;

  /** @param lateMs how long entries may wait without a word */
  constructor(lateMs: number) {
    this.#lateMs = lateMs;
  }

  /** True while the entry that says why is not written yet: a checkpoint before it would be a riddle for good. */
  get isBeingSaid(): boolean {
    return this.#said === 'ON_ITS_WAY';
  }

  /** Entries were committed, or were there. */
  begin(): void {
    this.#since ??= Date.now();
  }

  /** A checkpoint covers them. */
  end(): void {
    this.#since = null;
    this.#said = 'NOT';
    this.#isCutOff = false;
  }

  /** The database was lost. */
  cutOff(): void {
    this.#isCutOff = true;
  }

  /** Why they waited, once where it is long: to be written before the checkpoint, so that the wait is no riddle. */
  takeReason(): { readonly since: string; readonly why: WaitingBecause } | null {
    if (this.#said !== 'NOT' || this.#since === null || Date.now() - this.#since < this.#lateMs) return null;
    this.#said = 'ON_ITS_WAY';
    return { since: new Date(this.#since).toISOString(), why: this.#isCutOff ? 'DATABASE_GONE' : 'HELD_UP' };
  }

  /** What came of it. @param isWritten else it is to be said again */
  said(isWritten: boolean): void {
    this.#said = isWritten ? 'YES' : 'NOT';
  }
}

import type { WaitingBecause } from '../../opening/opening.js';

/** How long entries have waited for a checkpoint, and whether an entry of the log explains it. */
export class Wait {
  readonly #lateMs: number;
  /** Milliseconds since 1970; null if nothing waits. */
  #since: number | null = null;
  #explanation: 'NONE' | 'UNDER_WAY' | 'WRITTEN' = 'NONE';
  #isCutOff = false;

  /** @param lateMs how long entries may wait unexplained */
  constructor(lateMs: number) {
    this.#lateMs = lateMs;
  }

  /** True while the explaining entry is not written yet: no checkpoint may precede it. */
  get isBeingExplained(): boolean {
    return this.#explanation === 'UNDER_WAY';
  }

  /** Entries were committed, or found. */
  begin(): void {
    this.#since ??= Date.now();
  }

  /** A checkpoint covers them. */
  end(): void {
    this.#since = null;
    this.#explanation = 'NONE';
    this.#isCutOff = false;
  }

  /** The database was lost. */
  cutOff(): void {
    this.#isCutOff = true;
  }

  /** Why entries waited too long, once: for an entry before the checkpoint. Null if they did not. */
  takeReason(): { readonly since: string; readonly why: WaitingBecause } | null {
    if (this.#explanation !== 'NONE' || this.#since === null || Date.now() - this.#since < this.#lateMs) return null;
    this.#explanation = 'UNDER_WAY';
    return { since: new Date(this.#since).toISOString(), why: this.#isCutOff ? 'DATABASE_GONE' : 'HELD_UP' };
  }

  /** The explaining entry was written. */
  explained(): void {
    this.#explanation = 'WRITTEN';
  }

  /** It was not: it is due again. */
  explanationFailed(): void {
    this.#explanation = 'NONE';
  }
}

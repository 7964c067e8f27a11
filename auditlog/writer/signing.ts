import type { KeyObject } from 'node:crypto';
import { type CompactRange, rangeRoot } from '../merkle.js';
import type { Found } from '../opening/start.js';
import { signCheckpoint } from '../signing/checkpoints.js';
import { insertCheckpoint } from '../store/checkpoint.js';
import type { LogQuery } from '../store/pool.js';

/** What the heads of a log are signed with, and how often at most. */
interface SigningOptions {
  readonly log: string;
  readonly origin: string;
  readonly keys: readonly KeyObject[];
  readonly everyMs: number;
}

/** Signs the heads of one log, at most one per period. */
export class Signing {
  readonly #options: SigningOptions;
  #newest: Found['checkpoint'] = null;
  /** By `performance.now()`: a clock that is set back must not delay signing until it has caught up. */
  #triedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SigningOptions) {
    this.#options = options;
  }

  /** The newest checkpoint; null if there is none. */
  get newest(): Found['checkpoint'] {
    return this.#newest;
  }

  /** Goes on after the newest checkpoint of a log. */
  resume(newest: Found['checkpoint']): void {
    this.#newest = newest;
    this.begin();
  }

  /** Notes an attempt: one that fails is made again when the next is due, not at once. */
  begin(): void {
    this.#triedAt = performance.now();
  }

  /** Milliseconds until the next attempt. */
  untilDue(): number {
    return Math.max(0, this.#triedAt + this.#options.everyMs - performance.now());
  }

  /** True if a head of this size should be signed now. @param isLast nothing comes after it */
  isDue(size: number, isLast: boolean): boolean {
    return size !== (this.#newest?.size ?? 0) && (isLast || this.untilDue() === 0);
  }

  /**
   * Signs a committed head and stores it: the same bytes each time, so that one of unknown outcome can be stored again.
   *
   * @throws PortcullisError AUDIT_FORKED if another is stored under its size
   */
  async sign(db: LogQuery, range: CompactRange): Promise<void> {
    const { log, origin, keys } = this.#options;
    const { size } = range;
    const note = signCheckpoint({ origin, size, root: rangeRoot(range) }, ...keys);
    const at = new Date().toISOString();
    await insertCheckpoint(db, { log, size, note, at });
    this.#newest = { size, at };
  }
}

import type { KeyObject } from 'node:crypto';
import { signCheckpoint } from '../c2sp/checkpoint.js';
import { type CompactRange, rangeRoot } from '../merkle.js';
import type { Found } from '../opening/start.js';
import { insertCheckpoint } from '../store/checkpoint.js';
import type { LogQuery } from '../store/pool.js';

/** Signs the heads of one log, at most one in a time. */
export class Signing {
  readonly #log: string;
  readonly #origin: string;
  readonly #keys: readonly KeyObject[];
  readonly #everyMs: number;
  #newest: Found['checkpoint'] = null;
  #triedAt = 0;

  constructor(options: {
    readonly log: string;
    readonly origin: string;
    readonly keys: readonly KeyObject[];
    readonly everyMs: number;
  }) {
    this.#log = options.log;
    this.#origin = options.origin;
    this.#keys = options.keys;
    this.#everyMs = options.everyMs;
  }

  /** The newest checkpoint; null where none is. */
  get newest(): Found['checkpoint'] {
    return this.#newest;
  }

  /** Goes on behind the newest checkpoint of a log. */
  resume(newest: Found['checkpoint']): void {
    this.#newest = newest;
    this.begin();
  }

  /** Said before an attempt: one that fails is made again when the next is due, not at once. */
  begin(): void {
    this.#triedAt = Date.now();
  }

  /** True where no checkpoint covers all of so many entries. */
  isBehind(size: number): boolean {
    return size !== (this.#newest?.size ?? 0);
  }

  /** Milliseconds until the next attempt. */
  untilDue(): number {
    return Math.max(0, this.#triedAt + this.#everyMs - Date.now());
  }

  /** Signs a committed head, and stores the note. @throws PortcullisError AUDIT_FORKED where another stands there */
  async sign(db: LogQuery, range: CompactRange): Promise<void> {
    const { size } = range;
    const note = signCheckpoint({ origin: this.#origin, size, root: rangeRoot(range) }, ...this.#keys);
    const at = new Date().toISOString();
    await insertCheckpoint(db, { log: this.#log, size, note, at });
    this.#newest = { size, at };
  }
}

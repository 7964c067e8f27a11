import type { KeyObject } from 'node:crypto';
import { signCheckpoint } from '../c2sp/checkpoint.js';
import { signMlDsa } from '../c2sp/mlDsa.js';
import { type CompactRange, rangeRoot } from '../merkle.js';
import type { Found } from '../opening/start.js';
import { insertCheckpoint } from '../store/checkpoint.js';
import type { LogQuery } from '../store/pool.js';

interface SignedHead {
  readonly range: CompactRange;
  readonly note: string;
}

/** Signs the heads of one log, at most one in a time. */
export class Signing {
  readonly #log: string;
  readonly #origin: string;
  readonly #keys: readonly KeyObject[];
  readonly #everyMs: number;
  readonly #mlDsaSeed: Uint8Array | undefined;
  #newest: Found['checkpoint'] = null;
  /** By `performance.now()`: a clock that is set back must not keep heads from being signed until it has caught up. */
  #triedAt = Number.NEGATIVE_INFINITY;
  #isSigning = false;
  /** The head that is to be stored. */
  #signed: SignedHead | null = null;
  /** The head that was signed last. Why kept: whether it was stored may be unknown, and signed again it has other bytes. */
  #last: SignedHead | null = null;
  /** Why nothing was signed. */
  #failure: unknown = null;

  constructor(options: {
    readonly log: string;
    readonly origin: string;
    readonly keys: readonly KeyObject[];
    readonly mlDsaSeed: Uint8Array | undefined;
    readonly everyMs: number;
  }) {
    this.#mlDsaSeed = options.mlDsaSeed;
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
    this.#triedAt = performance.now();
    this.#signed = null;
  }

  /** True where no checkpoint covers all of so many entries. */
  isBehind(size: number): boolean {
    return size !== (this.#newest?.size ?? 0);
  }

  /** Milliseconds until the next attempt. */
  untilDue(): number {
    return Math.max(0, this.#triedAt + this.#everyMs - performance.now());
  }

  /** True where a head of so many entries is to be signed, or a signed one stored. @param isLast nothing comes after it */
  isDue(size: number, isLast: boolean): boolean {
    if (this.isReady) return true;
    return this.isBehind(size) && (isLast || (!this.#isSigning && this.untilDue() === 0));
  }

  /** True where a signed head waits to be stored, or could not be signed. */
  get isReady(): boolean {
    return this.#signed !== null || this.#failure !== null;
  }

  /** Signs a committed head, in another thread where by ML-DSA-44: it is signed by both, or not at all. Never rejects. */
  async sign(range: CompactRange): Promise<void> {
    const [name, seed] = [this.#origin, this.#mlDsaSeed];
    const head = { origin: name, size: range.size, root: rangeRoot(range) };
    this.#isSigning = true;
    try {
      if (this.#last?.range.size === range.size) {
        this.#signed = this.#last;
        return;
      }
      const note = signCheckpoint(head, ...this.#keys);
      const second = seed ? await signMlDsa({ name, seed }, head, Math.floor(Date.now() / 1000)) : '';
      this.#last = { range, note: note + second };
      this.#signed = this.#last;
    } catch (error) {
      this.#failure = error;
    } finally {
      this.#isSigning = false;
    }
  }

  /**
   * Stores the signed head, and gives it.
   *
   * @throws PortcullisError AUDIT_FORKED where another stands there; what signing threw
   */
  async store(db: LogQuery): Promise<CompactRange | null> {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure;
    if (!this.#signed) return null;
    const { range, note } = this.#signed;
    const { size } = range;
    const at = new Date().toISOString();
    this.#signed = null;
    await insertCheckpoint(db, { log: this.#log, size, note, at });
    this.#newest = { size, at };
    return range;
  }
}

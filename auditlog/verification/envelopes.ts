import { openEnvelope } from '../entry/envelope.js';
import { readEnvelopes } from '../store/envelopes.js';
import type { LogQuery } from '../store/pool.js';
import type { BodyKeys } from './checkEntry.js';

type State = 'WHOLE' | 'MISSING' | 'FALSE';

const faultOf: Readonly<Record<Exclude<State, 'WHOLE'>, string>> = {
  MISSING: 'is missing',
  FALSE: 'is not the one of that digest',
};

/** The envelopes that bodies name. Each is checked once: it must exist, and have its digest. */
export class NamedEnvelopes {
  readonly #db: LogQuery;
  readonly #keys: BodyKeys;
  readonly #states = new Map<string, State>();

  constructor(db: LogQuery, keys: BodyKeys) {
    this.#db = db;
    this.#keys = keys;
  }

  /** The faults of those envelopes that are not whole, by digest. */
  async findFalse(digests: readonly string[]): Promise<ReadonlyMap<string, string>> {
    await this.#find(digests.filter((digest) => !this.#states.has(digest)));
    const faults = new Map<string, string>();
    for (const digest of digests) {
      const state = this.#states.get(digest) ?? 'MISSING';
      if (state !== 'WHOLE') faults.set(digest, `the envelope ${digest} that it was decided under ${faultOf[state]}`);
    }
    return faults;
  }

  async #find(digests: readonly string[]): Promise<void> {
    if (digests.length === 0) return;
    const stored = await readEnvelopes(this.#db, digests);
    for (const digest of digests) {
      const envelope = stored.get(digest);
      const isWhole = envelope !== undefined && openEnvelope(envelope, this.#keys) !== null;
      this.#states.set(digest, isWhole ? 'WHOLE' : envelope ? 'FALSE' : 'MISSING');
    }
  }
}

import { openEnvelope } from '../entry/envelope.js';
import { readEnvelopes } from '../store/envelopes.js';
import type { LogQuery } from '../store/pool.js';
import type { BodyKeys } from './checkEntry.js';
import type { Faults } from './faults.js';

type State = 'WHOLE' | 'MISSING' | 'FALSE';

const faultOf: Readonly<Record<Exclude<State, 'WHOLE'>, string>> = {
  MISSING: 'is missing',
  FALSE: 'is not the one of that digest',
};

/** Envelopes that bodies name, each looked for once: it must be there, and be what its digest says. */
export class NamedEnvelopes {
  readonly #db: LogQuery;
  readonly #keys: BodyKeys;
  readonly #states = new Map<string, State>();
  /** Entries since the last check, by the envelope. */
  readonly #entries = new Map<string, number[]>();

  constructor(db: LogQuery, keys: BodyKeys) {
    this.#db = db;
    this.#keys = keys;
  }

  /** Notes that an entry names them. */
  note(index: number, digests: readonly string[]): void {
    for (const digest of digests) {
      const entries = this.#entries.get(digest);
      if (entries) entries.push(index);
      else this.#entries.set(digest, [index]);
    }
  }

  /** Says what is wrong with those that were noted since. */
  async check(faults: Faults): Promise<void> {
    await this.#find([...this.#entries.keys()].filter((digest) => !this.#states.has(digest)));
    for (const [digest, entries] of this.#entries) {
      const state = this.#states.get(digest) ?? 'MISSING';
      if (state === 'WHOLE') continue;
      for (const index of entries)
        faults.add(index, `the envelope ${digest} that it was decided under ${faultOf[state]}`);
    }
    this.#entries.clear();
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

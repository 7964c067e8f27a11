import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Policy } from '../../../policy/policy.js';
import { viewKey } from '../../../policy/rules/viewKey.js';
import type { RequestFacts } from '../../../policy/types.js';
import { envelopeTable } from '../../../storage/envelopeKey.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { LongSlot, type Prepared } from '../../../storage/slot.js';
import { type JudgedBy, judgeRow } from '../wall/envelopeVerdict.js';
import { type KnownEnvelope, selectEnvelopes } from './envelopes.js';

/** A category that is FULL on visible records; null: that they are visible. */
type Listed = string | null;

/** Keys of envelopes, as the text of a PostgreSQL array. */
type KeyLists = ReadonlyMap<Listed, string>;

/** A parameter: the keys of all envelopes under which a record that has not expired is visible, or a category FULL on it. */
export class EnvelopeKeys extends LongSlot {
  constructor(readonly listed: Listed) {
    super(({ envelopeKeys }) => (envelopeKeys as KeyLists | undefined)?.get(listed));
  }
}

/** The lists that a statement needs; none for most statements. */
export function listedIn({ parameters }: Prepared<unknown>): readonly Listed[] {
  const slots = parameters.filter((parameter) => parameter instanceof EnvelopeKeys);
  return slots.length === 0 ? none : [...new Set(slots.map(({ listed }) => listed))];
}

const none: readonly Listed[] = [];

/** Runs a statement without slots. */
type Ask = <Row>(statement: Prepared<Row>) => Promise<Row[]>;

/** Reads the lists of one request: all of them from one reading of the envelopes. */
export type ReadKeyLists = (listed: readonly Listed[], ask: Ask) => Promise<KeyLists>;

/** All envelopes of a source at one time, and the lists that were made of them, by view and category. */
interface EnvelopeTable {
  readonly state: string;
  readonly envelopes: readonly KnownEnvelope[];
  readonly lists: LRUCache<string, string>;
}

/** Characters of all lists of a source: those of 5,000 envelopes for 100 views and categories. */
const MOST_CHARACTERS = 20_000_000;
/** Envelopes judged before others get their turn: a few milliseconds. */
const JUDGED_AT_ONCE = 500;

/**
 * Judges the envelopes of a source for each view, once for each state of their table.
 *
 * Why that is sound: a key never changes its meaning, and what `decide` says of a record that has not expired depends on its
 * envelope and on what the view's key holds. So a list can only lack keys, never hold one that it should not: records whose
 * envelope was noted after it was read are not counted.
 *
 * @param schema PostgreSQL schema of the source's envelopes
 * @param categories those of the source; visibility looks at no others
 */
export function createKeyLists(
  schema: string,
  policy: Policy,
  categories: ReadonlySet<string>,
): (facts: RequestFacts) => ReadKeyLists {
  // The sum of digests changes with each envelope that is noted or forgotten.
  const stateOf = compileStatement(
    sql<{ state: string }>`select concat(count(*), ' ', sum(hashtextextended(cast(key as text), 0))) as state
      from ${sql.table(envelopeTable(schema))}`,
  );
  const all = compileStatement(sql<KnownEnvelope>`${sql.raw(selectEnvelopes(schema))}`);
  let known: EnvelopeTable | undefined;
  const read = async (ask: Ask): Promise<EnvelopeTable> => {
    const state = (await ask(stateOf))[0]?.state ?? '';
    if (known?.state === state) return known;
    const envelopes = await ask(all);
    known = { state, envelopes, lists: new LRUCache({ maxSize: MOST_CHARACTERS, sizeCalculation: sizeOf }) };
    return known;
  };
  return (facts) => {
    let table: Promise<EnvelopeTable> | undefined;
    // Not the request's own: it would be stated in the log that these envelopes were met.
    const judging: JudgedBy = { policy, facts, envelopeVerdicts: new Map() };
    return async (listed, ask) => {
      table ??= read(ask);
      const { envelopes, lists } = await table;
      const found = new Map<Listed, string>();
      for (const each of listed) {
        const name = `${viewKey(policy, facts)} ${each ?? ''}`;
        const keys = lists.get(name) ?? (await judge(judging, categories, envelopes, each));
        lists.set(name, keys);
        found.set(each, keys);
      }
      return found;
    };
  };
}

async function judge(
  judging: JudgedBy,
  categories: ReadonlySet<string>,
  envelopes: readonly KnownEnvelope[],
  listed: Listed,
): Promise<string> {
  const keys: string[] = [];
  for (const [at, { key, originator, terms }] of envelopes.entries()) {
    if (at % JUDGED_AT_ONCE === JUDGED_AT_ONCE - 1) await setImmediate();
    const row = { env_key: key, env_originator: originator, env_terms: terms, env_expires_at: null };
    const { standing, of } = judgeRow(judging, categories, row);
    if (standing === 'VISIBLE' && (listed === null || of(listed).effect === 'FULL')) keys.push(key);
  }
  return `{${keys.join(',')}}`;
}

/** Never 0, which the cache refuses. */
function sizeOf(list: string): number {
  return list.length;
}

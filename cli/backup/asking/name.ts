import { isOfOtherMatcher } from '../../../ingest/publishing/reindexNames.js';
import type { Askable } from './askable.js';
import type { Answered } from './questioned.js';

/** A kind of record that is found by something that stands in it. */
interface Known {
  readonly source: 'persons' | 'cargo';
  readonly table: string;
  /** Category of what it is found by. */
  readonly category: string;
  /** Column with it, and what it must be like. */
  readonly column: string;
  readonly form: string;
  /** What else holds of a record that can be found so. */
  readonly when: string;
  readonly query: string;
}

/** By names of at least two words: one word has too many bearers. */
const named = (table: string, category: string, kind: string, one: string): Known => ({
  ...{ source: 'persons', table, category, column: 'name', form: '^\\S{2,}(\\s+\\S{2,})+$' },
  // After an upgrade keys of names are made anew behind "ready".
  when: `not ${isOfOtherMatcher}`,
  query: `query ($text: String!) { search(text: $text) { ${kind} { similar { score ${one} { id } } exact { id } } } }`,
});

const kinds: readonly Known[] = [
  named('person', 'persons.identity', 'persons', 'person'),
  named('organization', 'organizations.identity', 'organizations', 'organization'),
  named('vessel_record', 'vessels.identity', 'vessels', 'record'),
  {
    ...{ source: 'cargo', table: 'consignment', category: 'cargo.movement', column: 'mrn', form: '.' },
    when: 'true',
    query: `query ($text: String!) { consignments(first: 100, filter: { mrn: { eq: $text } }) { edges { node { id } } } }`,
  },
];

/** Records that are looked for, where one is not found: of a name that says little other bearers may stand before it. */
const tries = 5;

/** Takes records anywhere in the tables, and looks for each by its name or number: an index that lost them does not find them. */
export async function askNames(askable: Askable): Promise<Answered> {
  for (const kind of kinds) {
    const taken = await take(askable, kind);
    if (taken.length === 0) continue;
    for (const { id, text } of taken)
      if (idsIn(await askable.ask(kind.query, { text })).has(id)) return { verdict: 'ANSWERED', seen: 1 };
    return { verdict: 'WRONG', seen: 0, why: `${kind.source}.${kind.table} is not found by its ${kind.column}` };
  }
  return { verdict: 'NOT_ASKED', seen: 0, why: 'there is no record with a name or a number that may be shown' };
}

async function take(askable: Askable, { source, table, category, column, form, when }: Known) {
  const keys = await askable.keysOf(source, category);
  return await askable.rows<{ readonly id: string; readonly text: string }>(
    source,
    `select id, ${column} as text from ${source}.${table}
     where envelope_key = any($1::uuid[]) and (expires_at is null or expires_at > $2) and ${column} ~ $3 and ${when}
     order by random() limit ${tries}`,
    [keys, askable.asOf, form],
  );
}

/** All ids in an answer. */
export function idsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const each of value) idsIn(each, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value))
      if (name === 'id') found.add(String(member));
      else idsIn(member, found);
  return found;
}

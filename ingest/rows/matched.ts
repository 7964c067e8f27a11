import { analyseName, matcherVersion, nameKeys, wordPairKeys } from '../../matching/index.js';
import { childrenOf } from '../../schema/records/description/columns.js';
import type { Named } from '../../schema/records/description/fields.js';
import { type PersonLink, personLinksOf } from '../../schema/records/description/personLink.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { records } from '../../schema/records/index.js';
import { type NamedRow, namesOfRow } from '../../schema/records/matchedColumns.js';

/** How the names in the rows of a table are found. */
export interface NamedTable {
  /** What they are names of. */
  readonly named: Named;
  /** Of links to persons, which equal names alone find. */
  readonly link?: PersonLink;
}

/** Tables of records and entries that are found by their names. */
export const namedTables: ReadonlyMap<string, NamedTable> = new Map(
  Object.values<RecordDescription>(records).flatMap((description) => [
    ...ownNames(description),
    ...linkNames(description),
  ]),
);

function ownNames({ source, table, named, fields }: RecordDescription) {
  return [{ table, named }, ...childrenOf(fields).map(({ field }) => field)].flatMap(({ table: of = '', named: as }) =>
    as ? [[`${source}.${of}`, { named: as }] as const] : [],
  );
}

function linkNames(description: RecordDescription) {
  return personLinksOf(description).flatMap((link) =>
    link.name === null ? [] : [[`${description.source}.${link.table}`, { named: 'person', link } as const] as const],
  );
}

/** Values of `matchedColumns`. */
export interface Matched {
  readonly match_keys: readonly string[];
  readonly matcher_version: number;
}

/** What a record is found by, from its other columns, of which `namingColumns` are read; null for a table that is not named. */
export function matchedOf(table: string, columns: NamedRow): Matched | null {
  const of = namedTables.get(table);
  if (!of) return null;
  const { named, link } = of;
  const names = link ? nameIn(link, columns as Row) : namesOfRow(columns);
  const keys = names.flatMap((name) => (link ? wordPairKeys : nameKeys)(analyseName(name, named)));
  return { match_keys: [...new Set(keys)], matcher_version: matcherVersion };
}

/** The columns that `matchedOf` reads of a table. */
export function namingColumns(table: string): readonly string[] {
  const link = namedTables.get(table)?.link;
  return link ? [link.name ?? '', link.person, ...link.noPerson.map(({ column }) => column)] : ofRecord;
}

const ofRecord = ['names', 'name', 'aliases', 'stated_name'] as const satisfies readonly (keyof NamedRow)[];

type Row = Readonly<Record<string, unknown>>;

/** The name that a link states; none where it says that no natural person is at its end: those are most parties of consignments. */
function nameIn({ name, person, noPerson }: PersonLink, row: Row): readonly string[] {
  const stated = name === null ? null : row[name];
  if (typeof stated !== 'string' || stated === '') return [];
  const isNone = noPerson.some(({ column, values }) => {
    const value = row[column] ?? null;
    if (value === null) return false;
    return values === null || [value].flat().some((each) => values.includes(each as string | number));
  });
  return isNone && !row[person] ? [] : [stated];
}

import { analyseName, matcherVersion, nameKeys } from '../../matching/index.js';
import { childrenOf } from '../../schema/records/description/columns.js';
import type { Named } from '../../schema/records/description/fields.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { records } from '../../schema/records/index.js';
import { type NamedRow, namesOfRow } from '../../schema/records/matchedColumns.js';

/** Tables of records and entries that are found by similar names, and what they are names of. */
export const namedTables: ReadonlyMap<string, Named> = new Map(
  Object.values<RecordDescription>(records).flatMap(({ source, table, named, fields }) =>
    [{ table, named }, ...childrenOf(fields).map(({ field }) => field)].flatMap(({ table = '', named }) =>
      named ? [[`${source}.${table}`, named] as const] : [],
    ),
  ),
);

/** Values of `matchedColumns`. */
export interface Matched {
  readonly match_keys: readonly string[];
  readonly matcher_version: number;
}

/** What a record is found by among similar names, from its other columns; null for a table that is not named. */
export function matchedOf(table: string, columns: NamedRow): Matched | null {
  const kind = namedTables.get(table);
  if (!kind) return null;
  const keys = namesOfRow(columns).flatMap((name) => nameKeys(analyseName(name, kind)));
  return { match_keys: [...new Set(keys)], matcher_version: matcherVersion };
}

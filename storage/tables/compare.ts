import type pg from 'pg';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { keyedColumns } from '../envelopeKey.js';
import { type DescribedColumn, type DescribedTable, describedTables } from './described.js';

/** A difference between a table and its description. */
export type Difference =
  | { readonly kind: 'missing'; readonly table: string; readonly name: string; readonly column: DescribedColumn }
  | { readonly kind: 'undescribed'; readonly table: string; readonly name: string }
  | {
      readonly kind: 'type';
      readonly table: string;
      readonly name: string;
      readonly type: string;
      readonly column: DescribedColumn;
    }
  /** These columns are no unique key. */
  | { readonly kind: 'key'; readonly table: string; readonly key: readonly string[] }
  /** Nothing holds the key of its envelope to the columns that it is of. */
  | { readonly kind: 'unchecked'; readonly table: string }
  | { readonly kind: 'noTable'; readonly table: string; readonly described: DescribedTable }
  /** The schema lacks the tables that ingest needs. */
  | { readonly kind: 'noIngestTables'; readonly table: string; readonly schema: string };

/** Types of columns by name, by schema-qualified table. */
export type StoredTables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** All differences, in both directions, in the order of the description. */
export function compareTables(described: readonly DescribedTable[], stored: StoredTables): readonly Difference[] {
  return described.flatMap((table): Difference[] => {
    const columns = stored.get(table.name);
    if (!columns) return [{ kind: 'noTable', table: table.name, described: table }];
    const own = [...table.columns].flatMap(([name, column]): Difference[] => {
      const type = columns.get(name);
      if (type === undefined) return [{ kind: 'missing', table: table.name, name, column }];
      return type === column.type ? [] : [{ kind: 'type', table: table.name, name, type, column }];
    });
    const beside = [...columns.keys()].filter((name) => !table.columns.has(name));
    return [...own, ...beside.map((name): Difference => ({ kind: 'undescribed', table: table.name, name }))];
  });
}

/** Differences between the tables of these record types and their descriptions, in one database. Three statements. */
export async function findDifferences(
  admin: Pick<pg.Client, 'query'>,
  descriptions: readonly RecordDescription[],
): Promise<readonly Difference[]> {
  const described = describedTables(descriptions);
  const schemas = [...new Set(descriptions.map(({ source }) => source))];
  const { rows } = await admin.query<{ readonly table: string; readonly name: string; readonly type: string }>(
    `select n.nspname || '.' || c.relname as table, a.attname as name,
       regexp_replace(t.typname, '^_(.*)', '\\1[]') as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     join pg_type t on t.oid = a.atttypid
     where c.relkind in ('r', 'p') and n.nspname || '.' || c.relname = any($1::text[]) order by a.attnum`,
    [[...described.map(({ name }) => name), ...schemas.map(provenanceOf)]],
  );
  const stored = new Map<string, Map<string, string>>();
  for (const { table, name, type } of rows) {
    const columns = stored.get(table) ?? new Map<string, string>();
    stored.set(table, columns.set(name, type));
  }
  const without = schemas.filter((schema) => !stored.has(provenanceOf(schema)));
  const standing = described.filter(({ name }) => stored.has(name));
  return [
    ...without.map((schema): Difference => ({ kind: 'noIngestTables', table: provenanceOf(schema), schema })),
    ...compareTables(described, stored),
    ...(await findKeyless(admin, standing)),
    ...(await findUnchecked(admin, standing)),
  ];
}

/** Tables without the unique key of their description. */
async function findKeyless(
  admin: Pick<pg.Client, 'query'>,
  described: readonly DescribedTable[],
): Promise<readonly Difference[]> {
  const { rows } = await admin.query<{ readonly table: string; readonly columns: readonly string[] }>(
    `select n.nspname || '.' || c.relname as table, array_agg(a.attname::text order by k.place) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     cross join unnest(i.indkey) with ordinality as k (attnum, place)
     join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
     where i.indisunique and i.indisvalid and i.indpred is null and n.nspname || '.' || c.relname = any($1::text[])
     group by i.indexrelid, 1`,
    [described.map(({ name }) => name)],
  );
  const textOf = (table: string, columns: readonly string[]): string => `${table} ${columns.join(' ')}`;
  const keys = new Set(rows.map(({ table, columns }) => textOf(table, columns)));
  return described.flatMap(({ name, key }): Difference[] =>
    key === null || keys.has(textOf(name, key)) ? [] : [{ kind: 'key', table: name, key }],
  );
}

/** Tables of records without the check of their envelope's key; a table without that column lacks more. */
async function findUnchecked(
  admin: Pick<pg.Client, 'query'>,
  described: readonly DescribedTable[],
): Promise<readonly Difference[]> {
  const { rows } = await admin.query<{ readonly table: string }>(
    `select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute k on k.attrelid = c.oid and k.attname = 'envelope_key' and not k.attisdropped
     where n.nspname || '.' || c.relname = any($1::text[]) and not exists (
       select from pg_constraint s where s.conrelid = c.oid and s.contype = 'c' and s.convalidated
         and s.conkey @> (select array_agg(a.attnum) from pg_attribute a
           where a.attrelid = c.oid and a.attname = any($2::text[])))
     order by 1`,
    [described.map(({ name }) => name), ['envelope_key', ...keyedColumns]],
  );
  return rows.map(({ table }): Difference => ({ kind: 'unchecked', table }));
}

const provenanceOf = (schema: string): string => `${schema}.provenance`;

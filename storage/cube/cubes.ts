import { hash } from 'node:crypto';
import { childrenOf, columnsOf } from '../../schema/records/description/columns.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { nodeRecords } from '../../schema/records/index.js';
import type { RecordSourceName } from '../../schema/sources.js';
import { type RawBuilder, sql } from '../kysely.js';
import { compileStatement } from '../pool/database.js';
import { envelopeFacets, facetOf, type Grouping, groupingName, itemAlias, itemsOf } from './grouping.js';

/** What is kept of a table of records: how many there are under each envelope, in all and by value of each facet. */
export interface Cube {
  /** Schema of the source. */
  readonly source: RecordSourceName;
  /** Schema-qualified. */
  readonly table: string;
  /** By the value of the enum. */
  readonly facets: ReadonlyMap<string, Grouping>;
  /** Digest of how it is counted: numbers that another build counted otherwise are not these. */
  readonly definition: string;
}

/** Under this name of a facet stand the numbers of all records. */
export const allRecords = '';

const made = new Map<RecordDescription, Cube>();

/** The cube of a record type; null for links, of which nothing is kept, and for code lists. */
export function cubeOf(description: RecordDescription): Cube | null {
  if (!nodeRecords.includes(description)) return null;
  const known = made.get(description) ?? createCube(description);
  made.set(description, known);
  return known;
}

/** The cubes of all sources. */
export const cubes: readonly Cube[] = nodeRecords.flatMap((description) => cubeOf(description) ?? []);

function createCube(description: RecordDescription): Cube {
  const { source, table, fields } = description;
  const facets = new Map(Object.entries(envelopeFacets(source)));
  for (const column of columnsOf(fields)) {
    const { cube, facet } = column.field;
    if (cube && facet) facets.set(groupingName(column, facet), facetOf(column, 'r'));
  }
  for (const { field } of childrenOf(fields)) {
    for (const column of columnsOf(field.fields)) {
      const { cube, facet } = column.field;
      const items = itemsOf(description, field.table ?? '');
      if (cube && facet) facets.set(groupingName(column, facet), facetOf(column, itemAlias, items));
    }
  }
  const counted = countsOf({ facets }, { from: sql.raw(`${source}.${table} r`), where: sql`true` });
  const { sql: text, parameters } = compileStatement(counted);
  const definition = hash('sha256', JSON.stringify([text, parameters]), 'hex').slice(0, 16);
  return { source: source as RecordSourceName, table: `${source}.${table}`, facets, definition };
}

/** Records that are counted: a from clause with the alias `r`, and a condition. */
export interface CountedRecords {
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
}

/**
 * Numbers of records by facet, envelope key and value. A record is counted once under each of its values, under null where it
 * has none, and once in all.
 *
 * @param by facets; all of the cube where absent
 */
export function countsOf(
  { facets }: Pick<Cube, 'facets'>,
  { from, where }: CountedRecords,
  by: readonly string[] = [...facets.keys()],
): RawBuilder<CountRow> {
  const values = by.flatMap((name) => {
    const facet = facets.get(name);
    return facet ? [valuesOf(name, facet)] : [];
  });
  const all = sql`select cast(${allRecords} as text) as facet, cast(null as text) as value`;
  return sql<CountRow>`select counted.facet, r.envelope_key, counted.value, cast(count(*) as int) as number
    from ${from} cross join lateral (${sql.join([all, ...values], sql` union all `)}) counted
    where ${where} and r.envelope_key is not null group by 1, 2, 3`;
}

/** A number of records. */
export interface CountRow {
  readonly facet: string;
  readonly envelope_key: string;
  readonly value: string | null;
  readonly number: number;
}

function valuesOf(name: string, { value, items }: Grouping): RawBuilder<unknown> {
  const facet = sql`cast(${name} as text)`;
  if (!items) return sql`select ${facet}, ${value}`;
  return sql`select ${facet}, listed.value from (select 1) one left join (
    select distinct ${value} as value from ${items.from} where ${items.on} and ${value} is not null) listed on true`;
}

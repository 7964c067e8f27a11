import type { RecordSourceName } from '../../schema/sources.js';
import { allRecords, type Cube, countsOf, cubes } from '../../storage/cube/cubes.js';
import { sql } from '../../storage/kysely.js';
import type { WritableDatabase } from '../../storage/types.js';
import { resetCube } from './state.js';

/** Records that are counted again at each start: those of some envelopes, picked at random. */
export const partOfStart = 50_000;

/**
 * Counts records again by brute force, and compares the numbers that are kept of them.
 *
 * @param most about so many records of each table; all where absent
 * @returns cubes that say otherwise than their records
 */
export async function findDiffering(
  databases: Partial<Record<RecordSourceName, WritableDatabase>>,
  most = Number.MAX_SAFE_INTEGER,
): Promise<readonly Cube[]> {
  const differing: Cube[] = [];
  for (const cube of cubes) {
    const database = databases[cube.source];
    if (database && (await differs(database, cube, most))) differing.push(cube);
  }
  return differing;
}

/** The same; takes the numbers of these cubes away, so that none is read before it is filled again. */
export async function dropDiffering(
  databases: Readonly<Record<RecordSourceName, WritableDatabase>>,
  most?: number,
): Promise<readonly string[]> {
  const differing = await findDiffering(databases, most);
  for (const cube of differing) await databases[cube.source].transaction((transaction) => resetCube(transaction, cube));
  return differing.map(({ table }) => table);
}

/** One statement: numbers and records of one state of the data. A cube that is not complete differs from nothing. */
async function differs(database: WritableDatabase, cube: Cube, most: number): Promise<boolean> {
  const { source, table, definition } = cube;
  const numbers = sql.table(`${source}.cube_count`);
  const isOfPart = sql`envelope_key = any(array(select envelope_key from part))`;
  const counted = countsOf(cube, {
    from: sql`${sql.table(table)} r`,
    where: sql`r.${isOfPart} and (r.expires_at is null or r.expires_at > (select ended_to from state))`,
  });
  const rows = await database.rows(sql<{ readonly differs: boolean }>`
    with state as (select ended_to from ${sql.table(`${source}.cube`)}
        where record_table = ${table} and definition = ${definition} and counted_to is null),
      sized as (select e.key as envelope_key, coalesce(n.number, 0) as number, random() as place
        from state cross join ${sql.table(`${source}.envelope`)} e left join ${numbers} n
          on n.record_table = ${table} and n.facet = ${allRecords} and n.envelope_key = e.key),
      part as materialized (select envelope_key from (
        select envelope_key, sum(number) over (order by place) - number as before from sized) picked where before < ${most})
    select exists (select from (
      select facet, envelope_key, value, number from ${numbers} where record_table = ${table} and ${isOfPart}
      union all select facet, envelope_key, value, -number from (${counted}) counted
    ) both_ways group by facet, envelope_key, value having sum(number) <> 0) as differs`);
  return rows[0]?.differs === true;
}

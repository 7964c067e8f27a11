import { type CountedRecords, type CountRow, countsOf, cubes } from '../../storage/cube/cubes.js';
import { type RawBuilder, sql } from '../../storage/kysely.js';
import type { Transaction } from '../../storage/types.js';
import type { KeptCube } from './state.js';

/** What records count for now, which are about to be changed or deleted. @param where over `r` */
export async function readNumbers(
  transaction: Transaction,
  kept: KeptCube,
  where: RawBuilder<unknown>,
): Promise<readonly CountRow[]> {
  const from = sql`${sql.table(kept.cube.table)} r`;
  return await transaction.rows(countsOf(kept.cube, { from, where: sql`${where} and ${isCounted(kept)}` }));
}

/**
 * Takes away what records counted for, and adds what they count for now. Why at the end of a transaction: another that changes
 * a number of the same envelope waits for it.
 *
 * @param less from `readNumbers`, before
 * @param more records that were written; null: none
 */
export async function changeNumbers(
  transaction: Transaction,
  kept: KeptCube,
  less: readonly CountRow[],
  more: CountedRecords | null,
): Promise<void> {
  if (less.length === 0 && more === null) return;
  const { cube } = kept;
  const listOf = (column: keyof CountRow) => less.map((row) => row[column]);
  const added = more && countsOf(cube, { ...more, where: sql`${more.where} and ${isCounted(kept)}` });
  await transaction.rows(sql`insert into ${sql.table(`${cube.source}.cube_count`)} as kept (record_table, facet, envelope_key, value, number)
    select cast(${cube.table} as text), facet, envelope_key, value, cast(sum(number) as int) from (
      select facet, envelope_key, value, -number as number from unnest(cast(${listOf('facet')} as text[]),
        cast(${listOf('envelope_key')} as uuid[]), cast(${listOf('value')} as text[]), cast(${listOf('number')} as int[]))
        less (facet, envelope_key, value, number)
      ${added ? sql`union all (${added})` : sql``}
    ) changes group by facet, envelope_key, value having sum(number) <> 0
    on conflict (record_table, facet, envelope_key, value) do update set number = kept.number + excluded.number`);
}

/** Deletes what nothing counts for any more: of envelopes that are forgotten, and of values that no record has. */
export async function forgetNumbers(transaction: Transaction, source: string): Promise<void> {
  if (cubes.some((cube) => cube.source === source))
    await transaction.exec(`delete from ${source}.cube_count where number = 0`);
}

/** Whether a record `r` is one of those that its cube counts so far. */
function isCounted({ countedTo, endedTo }: KeptCube): RawBuilder<boolean> {
  const isReached = countedTo === null ? sql`` : sql`and r.id <= ${countedTo}`;
  return sql<boolean>`(r.expires_at is null or r.expires_at > cast(${endedTo} as timestamptz)) ${isReached}`;
}

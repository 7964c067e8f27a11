import { isUnexpired } from '../../../policy/predicate.js';
import { identifier } from '../../../policy/rows/sqlText.js';
import { allRecords, type Cube, countsOf } from '../../../storage/cube/cubes.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import { raw } from '../../../storage/sql.js';
import type { Listing } from '../listing.js';
import type { SourceSession } from '../sourceSession.js';
import type { Group, GroupedBy } from './groups.js';
import type { Counted } from './named.js';

/** A group, or the mark that the cube is complete, without which nothing of it is read. */
type CubeRow = Omit<Group, 'kind'> & { readonly kind: Group['kind'] | 'COMPLETE' };

/**
 * What `readGroups` finds, from the numbers that are kept beside the records. One statement.
 *
 * @returns null where the cube does not tell: of a part of a list, by a datum of persons, while it is filled
 */
export async function readCube(session: SourceSession, by: GroupedBy, most: number): Promise<readonly Group[] | null> {
  const { counted, grouping, categories } = by;
  const [name] = Object.entries(counted.listing.facets ?? {}).find(([, each]) => each === grouping) ?? [];
  const cube = wholeOf(counted);
  const [category, ...others] = categories;
  if (name === undefined || category === undefined || others.length > 0 || !cube?.facets.has(name)) return null;
  const statement = session.kept(grouping, 'cube', () => {
    const { visible, full } = session.wallByKey(counted.listing.type, 'kept');
    const isFull = full(category);
    const inAll = (under: RawBuilder<boolean>) => sql`coalesce((${numbersOf(cube, allRecords, under)}), 0)`;
    return compileStatement(sql<CubeRow>`${stateOf(cube, visible, [name])}
      select '' as parent, kind, value, cast(number as float8) as number, cast(null as float8) as amount from (
        select kind, value, number, row_number() over (partition by kind order by number desc, value collate "C") as place from (
          select case when value is null then 'NONE' else 'VALUE' end as kind, value, number
            from (${numbersByValue(cube, name, isFull)}) shown
          union all select 'NOT_SHOWN', null, ${inAll(visible)} - ${inAll(isFull)} from state
        ) told where number > 0
        union all select 'COMPLETE', null, 0, 1 from state
      ) placed where place <= cast(${slot('most')} as int) order by kind, place`);
  });
  const rows = await session.db.rows(statement, { values: { most }, withinMs: by.withinMs });
  const isComplete = rows.some(({ kind }) => kind === 'COMPLETE');
  return isComplete ? rows.filter((row): row is Group => row.kind !== 'COMPLETE') : null;
}

/** How many rows a list has in all; null where the cube does not tell. One statement. */
export async function totalOfCube(
  session: SourceSession,
  counted: Counted,
  withinMs: number | undefined,
): Promise<number | null> {
  const cube = wholeOf(counted);
  if (!cube) return null;
  const statement = session.kept(counted.listing, 'cube', () => {
    const { visible } = session.wallByKey(counted.listing.type, 'kept');
    return compileStatement(sql<{ readonly number: number }>`${stateOf(cube, visible, [])}
      select cast(coalesce((${numbersOf(cube, allRecords, visible)}), 0) as float8) as number from state`);
  });
  const [row] = await session.db.rows(statement, { withinMs });
  return row?.number ?? null;
}

/** The cube of a list without a filter, of all its rows. */
function wholeOf({ listing, shaped, guard, under, isPersonal }: Counted): Listing<never, unknown>['cube'] | null {
  const { cube, from } = listing;
  const isWhole = cube?.from === from && !shaped && !guard && under === null && !isPersonal;
  return isWhole ? cube : null;
}

/** What the wall asks of a record beside its key. Whether it has ended is seen to here. */
const never = sql`cast(null as timestamptz) as expires_at`;

/**
 * Heads a statement: `state`, empty where the cube is not complete, or where it began to count behind the request's instant and
 * may lack what had not ended then; and `ended`, the numbers of records that have ended since it began.
 */
function stateOf(
  cube: NonNullable<Listing<never, unknown>['cube']>,
  visible: RawBuilder<boolean>,
  by: readonly string[],
): RawBuilder<unknown> {
  const { source, table, definition } = cube;
  const from = sql`(select kept.* from state cross join ${sql.table(table)} kept
    where kept.expires_at > state.ended_to and not ${raw(isUnexpired(identifier('kept')))}) r`;
  return sql`with state as (select ended_to from ${sql.table(`${source}.cube`)} where record_table = ${table}
      and definition = ${definition} and counted_to is null and ended_to <= cast(${slot('asOf')} as timestamptz)),
    ended as (select * from (
      select counted.*, ${never} from (${countsOf(cube, { from, where: sql`true` }, by)}) counted) kept where ${visible})`;
}

/** Numbers of records by value, under envelopes that a condition over `kept` lets through: those that are kept, less what has ended. */
function numbersByValue({ source, table }: Cube, facet: string, under: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`select value, sum(number) as number from (
    select value, sum(number) as number from (
      select value, number, envelope_key, ${never} from state cross join ${sql.table(`${source}.cube_count`)}
      where record_table = ${table} and facet = ${facet}) kept where ${under} group by value
    union all select value, -sum(number) from ended kept where facet = ${facet} and ${under} group by value
  ) both_kinds group by value`;
}

/** The number of a facet that has no values. */
function numbersOf(cube: Cube, facet: string, under: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`select number from (${numbersByValue(cube, facet, under)}) numbers`;
}

import DataLoader from 'dataloader';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { countShare, inTime } from '../../../storage/pool/inTime.js';
import { keysSlot, type Prepared } from '../../../storage/slot.js';
import type { StatementOptions } from '../../../storage/types.js';
import { conditionsOf, countedConditions, type ListedRows, type Under } from '../page/listed.js';
import { stableJson } from '../page/stableJson.js';
import type { EnvelopeRow } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';
import { totalOfCube } from './cube.js';
import { type Counted, countedOf, mostNamed, mostPersonal, nameRows, readingOf } from './named.js';

/** How many: exactly one of the two is not null. */
export interface Count {
  readonly number: number | null;
  readonly atLeast: number | null;
}

/** A row that is named, and how many rows there are where they are too many to name. */
interface CountedRow extends EnvelopeRow {
  readonly counted_number: number | null;
  readonly counted_parent?: string;
}

/** So many are counted where a count of all takes too long. */
const mostInTime = 10_000;

/**
 * How many rows a list has for this viewer, whatever page is shown. One statement, in time; one for all parents of an edge. Of
 * a whole list that takes too long a second one counts to ten thousand.
 */
export function countRows(session: SourceSession, rows: ListedRows): Promise<Count> {
  const { listing, filter, under } = rows;
  const counted = countedOf(session, rows);
  const form = `count ${listing.field} ${stableJson(filter ?? null)}`;
  if (under === null) return session.once(listing, form, () => countAll(session, counted));
  const { parent, key } = under;
  const byParent = () => new DataLoader((keys: readonly string[]) => countUnder(session, counted, parent, keys));
  return session.once(parent, form, byParent).load(key);
}

/** A count that rows tell, which are one more than `most` where it has more. */
function toCount(session: SourceSession, counted: Counted, rows: readonly CountedRow[]): Count {
  const number = rows[0]?.counted_number ?? null;
  if (number !== null) return exactly(Number(number));
  const most = mostOf(counted);
  const named = nameRows(session, counted, rows.slice(0, most));
  return rows.length > most ? { number: null, atLeast: most } : exactly(named);
}

/** A number that is known. */
export function exactly(number: number): Count {
  return { number, atLeast: null };
}

/** A number that was not counted in time. */
export const uncounted: Count = { number: null, atLeast: 0 };

function mostOf({ isPersonal }: Counted): number {
  return isPersonal ? mostPersonal : mostNamed;
}

async function countAll(session: SourceSession, counted: Counted): Promise<Count> {
  const { shaped, isPersonal } = counted;
  const read = async (most: number | null, limit: Pick<StatementOptions, 'withinMs'>) => {
    const options = { values: { filter: shaped?.values }, planForValues: shaped !== null, ...limit };
    return toCount(session, counted, await session.db.rows(countingOf(session, counted, most), options));
  };
  const countIt = async (limit: Pick<StatementOptions, 'withinMs'>) => {
    const whole = await totalOfCube(session, counted, limit.withinMs);
    return whole !== null && whole > mostNamed ? exactly(whole) : await read(null, limit);
  };
  const all = await inTime(session.db, countIt, countShare);
  if (all !== null) return all;
  // What persons are counted by is bounded already.
  const some = isPersonal ? null : await inTime(session.db, (limit) => read(mostInTime, limit));
  const count = some ?? uncounted;
  return (count.number ?? 0) > mostInTime ? { number: null, atLeast: mostInTime } : count;
}

/** @param most where it is not null, it counts to one more than that */
function countingOf(session: SourceSession, counted: Counted, most: number | null): Prepared<CountedRow> {
  const { listing, shaped, isPersonal } = counted;
  return session.kept(listing, `count ${most ?? ''} ${shaped?.form ?? ''}`, () => {
    const { columns } = readingOf(session, listing);
    const conditions = sql.join([sql`true`, ...countedConditions(session, listing, { filter: shaped })], sql` and `);
    const named = sql`select ${columns} from ${listing.from} where ${conditions} limit ${raw(mostOf(counted) + 1)}`;
    if (isPersonal)
      return compileStatement(sql<CountedRow>`select named.*, null as counted_number from (${named}) named`);
    const all = sql`select from ${listing.from} where ${conditions}`;
    const whole = most === null ? all : sql`${all} limit ${raw(most + 1)}`;
    // Why in one statement: two would see two states of the data. Why by case: the whole is read only where it is over.
    return compileStatement(sql<CountedRow>`
      with named as materialized (${named}),
        counted as materialized (select case when (select count(*) from named) > ${raw(mostNamed)}
          then (select count(*) from (${whole}) whole) end as number)
      select named.*, cast(counted.number as float8) as counted_number from named cross join counted
      limit (select case when number is null then ${raw(mostNamed)} else 1 end from counted)`);
  });
}

async function countUnder(
  session: SourceSession,
  counted: Counted,
  parent: Under['parent'],
  keys: readonly string[],
): Promise<Count[]> {
  const { listing, guard } = counted;
  const statement = session.kept(parent, `count ${listing.field}`, () => {
    const { columns } = readingOf(session, listing);
    const under = sql<boolean>`${parent} = any(cast(${keysSlot} as text[]))`;
    const conditions = sql.join([under, ...conditionsOf(session, listing, { filter: null, guard })], sql` and `);
    const most = raw(mostOf(counted));
    const isOver = sql`counted_all > ${most}`;
    // Of persons all that may be named, and one more, which says that there are more; of others one row for the number.
    const [number, whereOver] = counted.isPersonal
      ? [sql`null`, sql`${most} + 1`]
      : [sql`case when ${isOver} then counted_all end`, sql`1`];
    return compileStatement(sql<CountedRow>`
      select numbered.*, cast(${number} as float8) as counted_number from (
        select ${columns}, ${parent} as counted_parent, count(*) over (partition by ${parent}) as counted_all,
          row_number() over (partition by ${parent}) as counted_place
        from ${listing.from} where ${conditions}
      ) numbered where counted_place <= case when ${isOver} then ${whereOver} else ${most} end`);
  });
  const read = (limit: object) => session.db.rows(statement, { values: { keys }, ...limit });
  const rows = await inTime(session.db, read, countShare);
  if (rows === null) return keys.map(() => uncounted);
  const byParent = new Map<string, CountedRow[]>(keys.map((key) => [key, []]));
  for (const row of rows) byParent.get(row.counted_parent ?? '')?.push(row);
  return keys.map((key) => toCount(session, counted, byParent.get(key) ?? []));
}

function raw(number: number): RawBuilder<unknown> {
  return sql.raw(String(number));
}

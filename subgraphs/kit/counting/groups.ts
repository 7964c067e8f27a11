import type { Grouping, Items } from '../../../storage/cube/grouping.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { keysSlot, type RunValues, slot } from '../../../storage/slot.js';
import { conditionsOf, countedConditions, keyOf } from '../page/listed.js';
import type { EnvelopeRow } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';
import { type Counted, readingOf } from './named.js';

/** Rows that have a value; that have none; or whose datum is not FULL for the viewer. */
export type GroupKind = 'VALUE' | 'NONE' | 'NOT_SHOWN';

/** How many rows of a parent have a value. */
export interface Group {
  readonly parent: string;
  readonly kind: GroupKind;
  readonly value: string | null;
  readonly number: number;
  /** The sum of the amounts of its rows, where amounts are summed. */
  readonly amount: number | null;
}

/** A row that is named, and the groups that it is in. */
export interface GroupedRow extends EnvelopeRow {
  readonly group_parent: string;
  /** Null: the datum is not FULL on it. */
  readonly group_values: readonly string[] | null;
}

/** What is counted, by what, and the categories that guard that. */
export interface GroupedBy {
  readonly counted: Counted;
  readonly grouping: Grouping;
  readonly categories: readonly string[];
  /** Distinguishes it from any other of the list. */
  readonly name: string;
  /** Values of further slots of the grouping. */
  readonly values?: RunValues;
  /** Longest time for a statement, milliseconds. */
  readonly withinMs?: number | undefined;
}

/** Values of the groups that are named. */
export interface WantedGroups {
  readonly values: readonly string[];
  readonly none: boolean;
  readonly notShown: boolean;
}

/**
 * Groups of each parent: the most frequent `most` values, then by value, and the rows without one. One statement.
 *
 * @param keys of the parents; those of a root field are under one, the empty text
 */
export async function readGroups(
  session: SourceSession,
  by: GroupedBy,
  keys: readonly string[],
  most: number,
): Promise<readonly Group[]> {
  const { counted, grouping, name } = by;
  const statement = session.kept(grouping, `${formOf(by)} groups ${name}`, () => {
    const grouped = grouping.items ? groupedByItems(session, by, grouping.items) : groupedByRows(session, by);
    return compileStatement(sql<Group>`
      select parent, kind, value, cast(number as float8) as number, amount from (
        select grouped.*, row_number() over (partition by parent, kind order by number desc, value collate "C") as place
        from (${grouped}) grouped
      ) placed where place <= cast(${slot('most')} as int) order by parent, kind, place`);
  });
  const values = { keys, most, filter: counted.shaped?.values, ...by.values };
  return await session.db.rows(statement, { values, planForValues: counted.shaped !== null, withinMs: by.withinMs });
}

/**
 * Each row is in one group: one reading tells all of them. Why grouped by the value alone: how many values a column has is known
 * to the planner, and of what it computes for each row before it groups, keys are compared one by one.
 */
function groupedByRows(session: SourceSession, by: GroupedBy): RawBuilder<unknown> {
  const { from, conditions, isFull, parent } = partsOf(session, by);
  const { value, amount, madeOf = { stored: value, make: (stored: RawBuilder<unknown>) => stored } } = by.grouping;
  const sum = amount ? sql`cast(sum(${amount}) filter (where ${isFull}) as float8)` : sql`cast(null as float8)`;
  return sql`
    with stored as (
      select ${parent} as parent, ${madeOf.stored} as stored, count(*) as all_rows,
        count(*) filter (where ${isFull}) as full_rows, ${sum} as amount
      from ${from} where ${conditions} group by 1, 2
    ), listed as (
      select parent, ${madeOf.make(sql.ref('stored'))} as value, sum(all_rows) as all_rows, sum(full_rows) as full_rows,
        sum(amount) as amount
      from stored group by 1, 2
    )
    select parent, case when value is null then 'NONE' else 'VALUE' end as kind, value, full_rows as number, amount
    from listed where full_rows > 0
    union all
    select parent, 'NOT_SHOWN', null, sum(all_rows - full_rows), null
    from listed group by parent having sum(all_rows - full_rows) > 0`;
}

/** A row may be in several groups, or have several items in one: those in none are read for themselves. */
function groupedByItems(session: SourceSession, by: GroupedBy, items: Items): RawBuilder<unknown> {
  const { from, conditions, isFull, parent, hasValue } = partsOf(session, by);
  const { value, amount } = by.grouping;
  return sql`
    select parent, 'VALUE' as kind, value, count(distinct id) as number, cast(sum(amount) as float8) as amount from (
      select ${parent} as parent, ${keyOf(by.counted.listing)} as id, ${value} as value, ${amount ?? sql`null::float8`} as amount
      from ${from} join ${items.from} on ${items.on} where ${conditions} and ${isFull}
    ) shown where value is not null group by parent, value
    union all
    select parent, case when is_full then 'NONE' else 'NOT_SHOWN' end, null, count(*), null from (
      select ${parent} as parent, ${isFull} as is_full, ${hasValue} as has_value from ${from} where ${conditions}
    ) listed where not (is_full and has_value) group by 1, 2`;
}

/** The rows of these groups, with all values that each has. One statement. */
export async function readGrouped(
  session: SourceSession,
  by: GroupedBy,
  keys: readonly string[],
  wanted: WantedGroups,
): Promise<readonly GroupedRow[]> {
  const { counted, grouping, name } = by;
  const statement = session.kept(grouping, `${formOf(by)} rows ${name}`, () => {
    const { from, conditions, isFull, parent, hasValue } = partsOf(session, by);
    const { items, value } = grouping;
    const isWanted = sql`${value} = any(cast(${slot('values')} as text[]))`;
    const hasWanted = items ? sql`exists (select from ${items.from} where ${items.on} and ${isWanted})` : isWanted;
    const all = items
      ? sql`array(select distinct ${value} from ${items.from} where ${items.on} and ${value} is not null)`
      : sql`case when ${value} is null then '{}' else array[${value}] end`;
    return compileStatement(sql<GroupedRow>`
      select ${readingOf(session, counted.listing).columns}, ${parent} as group_parent,
        case when ${isFull} then ${all} end as group_values
      from ${from} where ${conditions} and ((${isFull} and ${hasWanted})
        or (cast(${slot('none')} as bool) and ${isFull} and not ${hasValue})
        or (cast(${slot('notShown')} as bool) and not ${isFull}))`);
  });
  const values = { keys, filter: counted.shaped?.values, ...by.values, ...wanted };
  return await session.db.rows(statement, { values, planForValues: true, withinMs: by.withinMs });
}

function formOf({ counted: { listing, shaped } }: GroupedBy): string {
  return `${listing.field ?? listing.type} ${shaped?.form ?? ''}`;
}

/** The parts that both statements have. */
function partsOf(session: SourceSession, { counted, grouping, categories }: GroupedBy) {
  const { listing, shaped, guard, under } = counted;
  // Under parents there are few rows; of a whole list an index tells.
  const wall = under ? session.wall(listing.type) : session.wallByKey(listing.type);
  const conditions = under ? conditionsOf : countedConditions;
  const { items, value } = grouping;
  const full = sql.join(
    categories.map((category) => wall.full(category)),
    sql` and `,
  );
  const parent: RawBuilder<string> = under ? under.parent : sql<string>`cast('' as text)`;
  const ofParents = under ? [sql<boolean>`${parent} = any(cast(${keysSlot} as text[]))`] : [];
  return {
    from: listing.from,
    parent,
    conditions: sql.join(
      [sql`true`, ...ofParents, ...conditions(session, listing, { filter: shaped, guard })],
      sql` and `,
    ),
    // Why coalesced: the rest is all other rows.
    isFull: sql<boolean>`coalesce(${full}, false)`,
    hasValue: items
      ? sql<boolean>`exists (select from ${items.from} where ${items.on} and ${value} is not null)`
      : sql<boolean>`(${value} is not null)`,
  };
}

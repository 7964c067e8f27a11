import { bounds } from '../../../policy/bounds.js';
import { rank } from '../../../policy/types.js';
import { PortcullisError } from '../../../schema/errors.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { type Slot, slot } from '../../../storage/slot.js';
import type { Position } from '../cursors.js';
import type { Column, ConnectionArguments, Listing } from '../listing.js';
import type { SourceSession } from '../sourceSession.js';

/** A run of a list's rows that a plain index order gives; a list is one run after another. */
interface PageRun {
  /** The rows of this run, beyond the cursor. */
  readonly conditions: readonly RawBuilder<boolean>[];
  readonly orderBy: RawBuilder<unknown>;
  /** The sort key as text, for cursors; null for rows whose key does not count. */
  readonly sortKey: RawBuilder<unknown>;
}

/** Order of a list: by sort key, rows without one last, then by the listing's key. */
interface PageOrder {
  /** The rows of one page in order, after the cursor. Never empty. */
  readonly runs: readonly PageRun[];
  /** For a statement over many parents: the sort key, null where it does not count; then order and cursor over it. */
  readonly sort: RawBuilder<unknown>;
  readonly orderBy: RawBuilder<unknown>;
  readonly after: RawBuilder<boolean>;
}

/** A position as slots: the text depends only on whether it has a sort key. */
interface Mark {
  readonly sortKey: Slot | null;
  readonly key: Slot;
}

interface Sort {
  readonly column: Column;
  readonly descending: boolean;
  /** The category that must be FULL on a row for its key to count; null for an unclassified key. */
  readonly guard: string | null;
}

const noText = sql`null::text`;

/**
 * Plans the order of a list for this viewer. The position fills the slots `sortKey` and `key`.
 *
 * Why runs: the key of a row that is not FULL on the sort's category must not count, and no index has an order by that
 * condition: PostgreSQL would judge and sort every row. The rows whose key counts come first, in the order of the column
 * itself; all others follow by the listing's key, and are read only where the page has room.
 */
export function planOrder(
  session: SourceSession,
  listing: Listing<never, unknown>,
  args: ConnectionArguments,
  at: Position | null,
): PageOrder {
  const position = at && { sortKey: at.sortKey === null ? null : slot('sortKey'), key: slot('key') };
  const key = listing.key ?? sql<string>`r.id`;
  const sort = readSort(session, listing, args);
  if (!sort) return unsorted(key, position);
  const { column, descending, guard } = sort;
  const direction = descending ? sql`desc` : sql`asc`;
  const full = guard === null ? null : session.wall(listing.type).full(guard);
  return {
    runs: full ? guardedRuns(sort, full, key, position) : [wholeRun(sort, key, position)],
    sort: full ? sql`case when ${full} then ${column.sql} end` : column.sql,
    orderBy: sql`page_sort ${direction} nulls last, page_key`,
    after: afterCondition(sort, sql`page_sort`, sql`page_key`, position),
  };
}

/**
 * A wall as one condition, which PostgreSQL estimates to pass half of the rows.
 *
 * Why: it would multiply its estimates for a wall's dozen terms, expect a single row of any table, and sort all of it
 * rather than read an index until the page is full.
 */
export function asOne(wall: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql<boolean>`case when ${wall} then true else false end`;
}

/** By key alone. A cursor with a sort key is from a time when keys counted: all of these rows are beyond it. */
function unsorted(key: RawBuilder<string>, position: Mark | null): PageOrder {
  const last = position?.sortKey === null ? position.key : null;
  return {
    runs: [{ conditions: last === null ? [] : [sql<boolean>`${key} > ${last}`], orderBy: key, sortKey: noText }],
    sort: noText,
    orderBy: sql`page_key`,
    after: last === null ? sql<boolean>`true` : sql<boolean>`page_key > ${last}`,
  };
}

function wholeRun(sort: Sort, key: RawBuilder<unknown>, position: Mark | null): PageRun {
  const { column, descending } = sort;
  return {
    conditions: [afterCondition(sort, column.sql, key, position)],
    orderBy: sql`${column.sql} ${descending ? sql`desc` : sql`asc`} nulls last, ${key}`,
    sortKey: sql`cast(${column.sql} as text)`,
  };
}

function guardedRuns(
  sort: Sort,
  full: RawBuilder<boolean>,
  key: RawBuilder<unknown>,
  position: Mark | null,
): PageRun[] {
  const { column, descending } = sort;
  const inRest = position?.sortKey === null;
  const rest: PageRun = {
    conditions: [
      sql<boolean>`((${full}) is not true or ${column.sql} is null)`,
      ...(inRest ? [sql<boolean>`${key} > ${position.key}`] : []),
    ],
    orderBy: key,
    sortKey: noText,
  };
  if (inRest) return [rest];
  const counting: PageRun = {
    conditions: [
      sql<boolean>`${column.sql} is not null`,
      asOne(full),
      ...(position ? [beyond(sort, column.sql, key, position)] : []),
    ],
    // Why no `nulls last`: there are none, and the index has the default order.
    orderBy: sql`${column.sql} ${descending ? sql`desc` : sql`asc`}, ${key}`,
    sortKey: sql`cast(${column.sql} as text)`,
  };
  return [counting, rest];
}

/** The sort that applies: null where the order is by key alone. */
function readSort(
  session: SourceSession,
  listing: Listing<never, unknown>,
  { sort }: ConnectionArguments,
): Sort | null {
  const wanted = sort ?? listing.defaultSort;
  if (!wanted) return listing.order ? { column: listing.order, descending: false, guard: null } : null;
  const column = listing.sorts?.[wanted.field];
  if (!column || !listing.sortType) throw new PortcullisError('INTERNAL');
  const guard = session.category(`${listing.sortType}.${wanted.field}`);
  const bound = bounds(session.policy, session.facts)(guard);
  // Where no row can be FULL, no key counts.
  if (rank[bound.ceiling] < rank.FULL) return null;
  return { column, descending: wanted.direction === 'DESC', guard: bound.floor === 'FULL' ? null : guard };
}

/** Beyond a position that has a sort key, among rows that have one. */
function beyond(
  { column, descending }: Sort,
  datum: RawBuilder<unknown>,
  key: RawBuilder<unknown>,
  position: Mark,
): RawBuilder<boolean> {
  const at = sql`cast(cast(${position.sortKey} as text) as ${sql.raw(column.type)})`;
  if (!descending) return sql<boolean>`(${datum}, ${key}) > (${at}, ${position.key})`;
  // Why two conditions: an index can start from the first.
  return sql<boolean>`(${datum} <= ${at} and (${datum} < ${at} or ${key} > ${position.key}))`;
}

function afterCondition(
  sort: Sort,
  datum: RawBuilder<unknown>,
  key: RawBuilder<unknown>,
  position: Mark | null,
): RawBuilder<boolean> {
  if (!position) return sql<boolean>`true`;
  if (position.sortKey === null) return sql<boolean>`(${datum} is null and ${key} > ${position.key})`;
  return sql<boolean>`(${datum} is null or ${beyond(sort, datum, key, position)})`;
}

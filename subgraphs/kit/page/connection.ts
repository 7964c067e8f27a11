import { badUserInput } from '../../../schema/errors.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { keysSlot, slot } from '../../../storage/slot.js';
import type { CursorScope, Position } from '../cursors.js';
import type { ConnectionArguments, Listing, Page } from '../listing.js';
import type { EnvelopeRow } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';
import { readFilter, type ShapedFilter } from './filter.js';
import { conditionsOf, keyOf, type ListedRows, passesGuard, type Under } from './listed.js';
import { type PageRow, toPage } from './pageObjects.js';
import { planOrder } from './pageOrder.js';

/** Largest and default number of rows in a page. */
const MAX_FIRST = 100;
const DEFAULT_FIRST = 20;

/** How a page is searched for, where not by its filter as stated, which its cursors are bound to all the same. */
interface Search {
  readonly filter?: ConnectionArguments['filter'];
  /** Few rows meet the filter and they are expensive to find: they are found once, and sorted. */
  readonly isNarrow?: boolean;
}

/**
 * Statements of filters that have filled a page, so that many rows meet them for some values. They are planned for their
 * values: a plan that starts from the few rows of a rare value would read all rows of a frequent one.
 */
const filling = new WeakSet<object>();

/**
 * One page of a record type: the rows that this viewer may see, by keyset (sort key, key), rows without a sort key last.
 * One statement; a second where a sorted page is not filled by rows whose key counts. Throws BAD_USER_INPUT for `first`
 * outside 1 to 100, CURSOR_INVALID.
 */
export async function listPage<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  args: ConnectionArguments,
  search: Search = {},
): Promise<Page<Node>> {
  const page = openPage(session, listing, args, search.filter);
  const { first, filter } = page;
  // Why as text: for a limit that it does not know PostgreSQL assumes a tenth of the table, and would plan each run anew.
  const limitOfFirst = filter ? slot('limit') : sql.raw(String(first + 1));
  const statements = page.made(listing, filter ? '' : `${first}`, () => {
    const { order, conditions, columns, key } = planPage(session, listing, args, page);
    if (search.isNarrow) {
      return [
        compileStatement(sql<PageRow>`
        select page.*, cast(page_sort as text) as page_sort_key from (
          select ${columns}, ${order.sort} as page_sort, ${key} as page_key
          from ${listing.from} where ${sql.join(conditions, sql` and `)}
        ) page where ${order.after} order by ${order.orderBy} limit ${limitOfFirst}`),
      ];
    }
    return order.runs.map((run, index) =>
      compileStatement(sql<PageRow>`
        select ${columns}, ${run.sortKey} as page_sort_key, ${key} as page_key from ${listing.from}
        where ${sql.join([...conditions, ...run.conditions], sql` and `)}
        order by ${run.orderBy} limit ${index === 0 ? limitOfFirst : slot('limit')}`),
    );
  });
  const rows: PageRow[] = [];
  for (const statement of statements) {
    if (rows.length > first) break;
    const limit = first + 1 - rows.length;
    const planForValues = filling.has(statement);
    rows.push(...(await session.db.rows(statement, { values: { ...page.values, limit }, planForValues })));
    if (filter && rows.length > first) filling.add(statement);
  }
  await page.prepare?.(rows as unknown as Row[]);
  return page.of(rows);
}

/**
 * The same page under each of many parents, in one statement: `row_number()` over the parent, never LATERAL (Citus).
 *
 * @param edge.parent the parent's key over the from clause, e.g. sql`e.container_id`
 * @returns a page for every key, empty ones included
 */
export async function listPagesByParent<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  { listing, parent }: { readonly listing: Listing<Row, Node>; readonly parent: RawBuilder<string> },
  { keys, args }: { readonly keys: readonly string[]; readonly args: ConnectionArguments },
): Promise<ReadonlyMap<string, Page<Node>>> {
  const page = openPage(session, listing, args);
  const statement = page.made(parent, '', () => {
    const under = sql<boolean>`${parent} = any(cast(${keysSlot} as text[]))`;
    const { order, conditions, columns, key } = planPage(session, listing, args, page, under);
    return compileStatement(sql<PageRow>`
    select numbered.*, cast(page_sort as text) as page_sort_key from (
      select page.*, row_number() over (partition by page_parent order by ${order.orderBy}) as page_number
      from (
        select ${columns}, ${parent} as page_parent, ${order.sort} as page_sort, ${key} as page_key
        from ${listing.from} where ${sql.join(conditions, sql` and `)}
      ) page where ${order.after}
    ) numbered where page_number <= ${slot('limit')} order by page_parent, page_number`);
  });
  const limit = page.first + 1;
  const planForValues = page.filter !== null;
  const rows = await session.db.rows(statement, { values: { ...page.values, keys, limit }, planForValues });
  const byParent = new Map<string, PageRow[]>(keys.map((key) => [key, []]));
  for (const row of rows) byParent.get(row.page_parent ?? '')?.push(row);
  return new Map([...byParent].map(([key, own]) => [key, page.of(own, { parent, key })]));
}

/** The page of which nothing is asked but counts: no row is read. Throws as `listPage`. */
export function unreadPage<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  args: ConnectionArguments,
  under: Under | null = null,
): Page<Node> {
  return openPage(session, listing, args).of([], under);
}

/** The parts of a page that depend on the call: its size and position, the form of its statement, and how rows become nodes. */
function openPage<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  args: ConnectionArguments,
  searched = args.filter,
) {
  const { sort, after } = args;
  const first = readFirst(args.first);
  const filter = searched ? readFilter(searched) : null;
  const reading = listing.read(session);
  const scope: CursorScope = { field: listing.field ?? listing.type, filter: args.filter, sort };
  const position = after ? session.cursors.open(scope, after) : null;
  const begins = position && (position.sortKey === null ? 'key' : 'sortKey');
  const { link } = listing.guard ?? {};
  const order = [sort?.field, sort?.direction, begins];
  const form = [listing.type, listing.field, link?.alias, ...order, filter?.form].join(' ');
  return {
    first,
    position,
    filter,
    prepare: reading.prepare,
    values: { ...position, filter: filter?.values },
    made: <Made extends object>(owner: object, more: string, make: () => Made): Made =>
      session.kept(owner, `${form} ${more}`, make),
    of(rows: readonly PageRow[], under: Under | null = null): Page<Node> {
      const listed: ListedRows = { listing, filter: searched, under };
      const isFiltered = filter !== null && filter.values.length > 0;
      const toNode = (row: PageRow) => {
        const node = reading.toNode(session, row as unknown as Row);
        // Why no gap: a row that the second wall drops must not reveal that it is there.
        return node !== null && passesGuard(session, listing, { node: node as object, row }) ? node : null;
      };
      return toPage(session, { scope, listed, rows, first, isFiltered, hasPreviousPage: Boolean(after), toNode });
    },
  };
}

function planPage<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  args: ConnectionArguments,
  { position, filter }: { readonly position: Position | null; readonly filter: ShapedFilter | null },
  where?: RawBuilder<boolean>,
) {
  const conditions = [...conditionsOf(session, listing, { filter }), ...(where ? [where] : [])];
  return {
    conditions,
    order: planOrder(session, listing, args, position),
    columns: listing.read(session).columns,
    key: keyOf(listing),
  };
}

function readFirst(first: number | null | undefined): number {
  const count = first ?? DEFAULT_FIRST;
  if (Number.isInteger(count) && count >= 1 && count <= MAX_FIRST) return count;
  throw badUserInput(`"first" is 1 to ${MAX_FIRST}.`, { facts: { limit: MAX_FIRST } });
}

import { badUserInput } from '../../../schema/errors.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { said, saidKeys } from '../../../storage/slot.js';
import { leadsTo, notePresence } from '../manifest/presence.js';
import type {
  ConnectionArguments,
  CursorScope,
  EnvelopeRow,
  Listing,
  Page,
  Position,
  SourceSession,
} from '../types.js';
import { structure } from '../wall/reference.js';
import { isFullOn } from '../wall/verdict.js';
import { compileFilter, readFilter, type ShapedFilter } from './filter.js';
import { asOne, planOrder } from './pageOrder.js';

/** Largest and default number of rows in a page. */
const MAX_FIRST = 100;
const DEFAULT_FIRST = 20;

/** How a page is searched for, where that is not as its filter was stated; its cursors are bound to the filter as stated. */
interface Search {
  readonly filter?: ConnectionArguments['filter'];
  /** That few rows fulfil the filter, which are dear to find: they are found once, and sorted. */
  readonly isNarrow?: boolean;
}

interface PageRow extends EnvelopeRow {
  readonly page_sort_key: string | null;
  readonly page_key: string;
  readonly page_parent?: string;
}

/**
 * Statements of filters that have filled a page, and so hold of many rows, if not for all values: a plan that starts from
 * the few rows of a rare value would read all rows of a frequent one.
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
  // Why as text: of a limit that it does not know PostgreSQL expects a tenth of the table, and would plan each run anew.
  const limitOfFirst = filter ? said('limit') : sql.raw(String(first + 1));
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
        order by ${run.orderBy} limit ${index === 0 ? limitOfFirst : said('limit')}`),
    );
  });
  const rows: PageRow[] = [];
  for (const statement of statements) {
    if (rows.length > first) break;
    const limit = first + 1 - rows.length;
    const planForValues = filling.has(statement);
    rows.push(...(await session.db.rows(statement, { said: { ...page.said, limit }, planForValues })));
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
    const under = sql<boolean>`${parent} = any(cast(${saidKeys} as text[]))`;
    const { order, conditions, columns, key } = planPage(session, listing, args, page, under);
    return compileStatement(sql<PageRow>`
    select numbered.*, cast(page_sort as text) as page_sort_key from (
      select page.*, row_number() over (partition by page_parent order by ${order.orderBy}) as page_number
      from (
        select ${columns}, ${parent} as page_parent, ${order.sort} as page_sort, ${key} as page_key
        from ${listing.from} where ${sql.join(conditions, sql` and `)}
      ) page where ${order.after}
    ) numbered where page_number <= ${said('limit')} order by page_parent, page_number`);
  });
  const limit = page.first + 1;
  const planForValues = page.filter !== null;
  const rows = await session.db.rows(statement, { said: { ...page.said, keys, limit }, planForValues });
  const byParent = new Map<string, PageRow[]>(keys.map((each) => [each, []]));
  for (const row of rows) byParent.get(row.page_parent ?? '')?.push(row);
  return new Map([...byParent].map(([each, own]) => [each, page.of(own)]));
}

/** What of a page depends on the call: its size, its position, what its statement is kept by, and what becomes of its rows. */
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
    said: { ...position, filter: filter?.values },
    made: <Made extends object>(owner: object, more: string, make: () => Made): Made =>
      session.kept(owner, `${form} ${more}`, make),
    of(rows: readonly PageRow[]): Page<Node> {
      const isFiltered = filter !== null && filter.values.length > 0;
      const toNode = (row: PageRow) => {
        const node = reading.toNode(session, row as unknown as Row);
        // Why no gap: a row that the second wall drops must not tell that it is there.
        return node !== null && isFull(session, listing, node, row) ? node : null;
      };
      return toPage(session, { scope, rows, first, isFiltered, hasPreviousPage: Boolean(after), toNode });
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
  const wall = session.wall(listing.type);
  const { guard } = listing;
  const conditions = [
    asOne(wall.visible),
    ...(guard ? [asOne(wall.full(guardedBy(session, listing), guard.link))] : []),
    ...(where ? [where] : []),
    ...(filter ? [filterCondition(session, listing, filter)] : []),
  ];
  return {
    conditions,
    order: planOrder(session, listing, args, position),
    columns: listing.read(session).columns,
    key: listing.key ?? sql`r.id`,
  };
}

function readFirst(first: number | null | undefined): number {
  const count = first ?? DEFAULT_FIRST;
  if (Number.isInteger(count) && count >= 1 && count <= MAX_FIRST) return count;
  throw badUserInput(`"first" is 1 to ${MAX_FIRST}.`, { facts: { limit: MAX_FIRST } });
}

function filterCondition(
  session: SourceSession,
  listing: Listing<never, unknown>,
  { tree }: ShapedFilter,
): RawBuilder<boolean> {
  return compileFilter(tree, listing.filters ?? {}, session.wall(listing.type), (leaf) =>
    session.category(`${listing.filterType}.${leaf}`),
  );
}

interface PageRows<Node> {
  readonly scope: CursorScope;
  readonly rows: readonly PageRow[];
  readonly first: number;
  readonly isFiltered: boolean;
  readonly hasPreviousPage: boolean;
  readonly toNode: (row: PageRow) => Node | null;
}

function toPage<Node>(
  session: SourceSession,
  { scope, rows, first, isFiltered, hasPreviousPage, toNode }: PageRows<Node>,
): Page<Node> {
  const edges: Edge<Node>[] = [];
  const shown = Math.min(rows.length, first);
  for (let index = 0; index < shown; index += 1) {
    const row = rows[index] as PageRow;
    const node = toNode(row);
    if (node !== null) edges.push(structure(new Edge(node, row, session, scope)));
  }
  const behind = rows[first];
  const next = { isThere: behind !== undefined, read: behind && isFiltered ? () => toNode(behind) : null };
  return structure({ edges, pageInfo: structure(new PageInfo(edges, next, hasPreviousPage)) });
}

/** Why a cursor is sealed when it is read: few operations ask for those of all edges. */
class Edge<Node> {
  readonly node: Node;
  readonly #row: PageRow;
  readonly #session: SourceSession;
  readonly #scope: CursorScope;
  #cursor: string | undefined;

  constructor(node: Node, row: PageRow, session: SourceSession, scope: CursorScope) {
    this.node = node;
    this.#row = row;
    this.#session = session;
    this.#scope = scope;
  }

  get [leadsTo](): Node {
    return this.node;
  }

  get cursor(): string {
    notePresence(this);
    const { page_sort_key: sortKey, page_key: key } = this.#row;
    this.#cursor ??= this.#session.cursors.seal(this.#scope, { sortKey, key });
    return this.#cursor;
  }
}

/** The row behind a page: whether there is one, and how it is read where that is told of it. */
interface NextPage {
  readonly isThere: boolean;
  readonly read: (() => unknown) | null;
}

/** Why a class: V8 makes a map for each object literal with an accessor, of which there was one for each page. */
class PageInfo {
  readonly #edges: readonly Edge<unknown>[];
  readonly #next: NextPage;

  constructor(
    edges: readonly Edge<unknown>[],
    next: NextPage,
    readonly hasPreviousPage: boolean,
  ) {
    this.#edges = edges;
    this.#next = next;
  }

  /** Under a filter it tells that so many rows fulfil it; without one that somebody is there, of whom nothing is asked. */
  get hasNextPage(): boolean {
    const { isThere, read } = this.#next;
    if (read !== null) {
      for (const edge of this.#edges) notePresence(edge);
      const behind = read();
      if (typeof behind === 'object' && behind !== null) notePresence(behind);
    }
    return isThere;
  }

  get startCursor(): string | null {
    return this.#edges[0]?.cursor ?? null;
  }
  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }
}

/** The same as `guard` says in SQL: of the record, and of the link where the datum is its. */
function isFull(session: SourceSession, listing: Listing<never, unknown>, node: unknown, row: EnvelopeRow): boolean {
  const { guard } = listing;
  if (guard === undefined) return true;
  const category = guardedBy(session, listing);
  if (guard.link) return isFullOn(node as object, category);
  return session.isFull(category, row, 'ofRecord');
}

/** The category of the field by which rows are found. Why not of the source: what it says beside the SDL could be less. */
function guardedBy(session: SourceSession, { type, field = type }: Listing<never, unknown>): string {
  return session.category(field);
}

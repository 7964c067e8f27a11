import { type RawBuilder, sql } from 'kysely';
import { PortcullisError } from '../../schema/errors.js';
import { envelopeColumns } from '../../storage/sql.js';
import { compileFilter } from './filter.js';
import { structure } from './stub.js';
import type { Column, ConnectionArguments, CursorScope, EnvelopeRow, Listing, Page, SourceSession } from './types.js';
import { verdictOf } from './verdict.js';

/** Largest and default number of rows in a page. */
const MAX_FIRST = 100;
const DEFAULT_FIRST = 20;

interface PageRow extends EnvelopeRow {
  readonly page_sort_key: string | null;
  readonly page_key: string;
  readonly page_parent?: string;
}

/**
 * One page of a record type: the rows that this viewer may see, by keyset (sort key, key), rows without a sort key last.
 * One statement. Throws BAD_USER_INPUT for `first` outside 1 to 100, CURSOR_INVALID.
 *
 * @param where a further condition over the listing's from clause
 */
export async function listPage<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  args: ConnectionArguments,
  where?: RawBuilder<boolean>,
): Promise<Page<Node>> {
  const plan = planPage(session, listing, args, where);
  const rows = await session.db.rows(sql<PageRow>`
    select * from (${plan.select()}) page where ${plan.after}
    order by ${plan.order} limit ${plan.first + 1}`);
  return plan.toPage(rows);
}

/**
 * The same page under each of many parents, in one statement: `row_number()` over the parent, never LATERAL (Citus).
 *
 * @param input.parent the parent's key over the from clause, e.g. sql`e.container_id`
 * @returns a page for every key, empty ones included
 */
export async function listPagesByParent<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  input: {
    readonly parent: RawBuilder<string>;
    readonly keys: readonly string[];
    readonly args: ConnectionArguments;
    readonly where?: RawBuilder<boolean>;
  },
): Promise<ReadonlyMap<string, Page<Node>>> {
  const { parent, keys } = input;
  const under = sql<boolean>`${parent} = any(cast(${[...keys]} as text[]))`;
  const where = input.where ? sql<boolean>`(${input.where} and ${under})` : under;
  const plan = planPage(session, listing, input.args, where);
  const rows = await session.db.rows(sql<PageRow>`
    select * from (
      select page.*, row_number() over (partition by page_parent order by ${plan.order}) as page_number
      from (${plan.select(parent)}) page where ${plan.after}
    ) numbered where page_number <= ${plan.first + 1} order by page_parent, page_number`);
  const byParent = new Map<string, PageRow[]>(keys.map((key) => [key, []]));
  for (const row of rows) byParent.get(row.page_parent ?? '')?.push(row);
  return new Map([...byParent].map(([key, own]) => [key, plan.toPage(own)]));
}

function planPage<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  args: ConnectionArguments,
  where?: RawBuilder<boolean>,
) {
  const first = readFirst(args.first);
  const wall = session.wall(listing.type);
  const sort = readSort(session, listing, args);
  const scope: CursorScope = { field: listing.field ?? listing.type, filter: args.filter, sort: args.sort };
  const sortKey = sort?.guard ? sql`case when ${wall.full(sort.guard)} then ${sort.column.sql} end` : sort?.column.sql;
  const conditions = [
    wall.visible,
    ...(listing.guard ? [wall.full(listing.guard)] : []),
    ...(where ? [where] : []),
    ...(args.filter ? [filterCondition(session, listing, args.filter)] : []),
  ];
  const select = (parent?: RawBuilder<string>) => sql`
    select ${listing.columns}, ${envelopeColumns('r')}, ${parent ? sql`${parent} as page_parent,` : sql``}
      ${sortKey ?? sql`null::text`} as page_sort, cast(${sortKey ?? sql`null::text`} as text) as page_sort_key,
      ${listing.key ?? sql`r.id`} as page_key
    from ${listing.from} where ${sql.join(conditions, sql` and `)}`;
  return {
    first,
    select,
    order: sql`page_sort ${sort?.descending ? sql`desc` : sql`asc`} nulls last, page_key`,
    after: afterCondition(session, scope, args.after, sort),
    toPage: (rows: readonly PageRow[]): Page<Node> => toPage(session, listing, scope, rows, first, Boolean(args.after)),
  };
}

function readFirst(first: number | null | undefined): number {
  const count = first ?? DEFAULT_FIRST;
  if (Number.isInteger(count) && count >= 1 && count <= MAX_FIRST) return count;
  throw new PortcullisError('BAD_USER_INPUT', {
    message: `"first" is 1 to ${MAX_FIRST}.`,
    facts: { limit: MAX_FIRST },
  });
}

interface Sort {
  readonly column: Column;
  readonly descending: boolean;
  /** The category that must be FULL on a row for its key to count. */
  readonly guard: string | null;
}

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
  return { column, descending: wanted.direction === 'DESC', guard };
}

function filterCondition(
  session: SourceSession,
  listing: Listing<never, unknown>,
  filter: Readonly<Record<string, unknown>>,
): RawBuilder<boolean> {
  return compileFilter(filter, listing.filters ?? {}, session.wall(listing.type), (leaf) =>
    session.category(`${listing.filterType}.${leaf}`),
  );
}

function afterCondition(
  session: SourceSession,
  scope: CursorScope,
  after: string | null | undefined,
  sort: Sort | null,
): RawBuilder<boolean> {
  if (!after) return sql<boolean>`true`;
  const { sortKey, key } = session.cursors.open(scope, after);
  if (sortKey === null || !sort) return sql<boolean>`(page_sort is null and page_key > ${key})`;
  const at = sql`cast(cast(${sortKey} as text) as ${sql.raw(sort.column.type)})`;
  const beyond = sort.descending ? sql`page_sort < ${at}` : sql`page_sort > ${at}`;
  return sql<boolean>`(${beyond} or (page_sort = ${at} and page_key > ${key}) or page_sort is null)`;
}

function toPage<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  scope: CursorScope,
  rows: readonly PageRow[],
  first: number,
  hasPreviousPage: boolean,
): Page<Node> {
  const edges = rows.slice(0, first).flatMap((row) => {
    const node = listing.toNode(session, row as unknown as Row);
    // Why no gap: a row that the second wall drops must not tell that it is there.
    if (node === null || !isFull(node, listing.guard)) return [];
    const position = { sortKey: row.page_sort_key, key: row.page_key };
    return [structure(new Edge(node, () => session.cursors.seal(scope, position)))];
  });
  return structure({
    edges,
    pageInfo: structure({
      hasNextPage: rows.length > first,
      hasPreviousPage,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    }),
  });
}

/** Why a cursor is sealed when it is read: few operations ask for those of all edges. */
class Edge<Node> {
  readonly node: Node;
  readonly #seal: () => string;
  #cursor: string | undefined;

  constructor(node: Node, seal: () => string) {
    this.node = node;
    this.#seal = seal;
  }

  get cursor(): string {
    this.#cursor ??= this.#seal();
    return this.#cursor;
  }
}

function isFull(node: unknown, guard: string | undefined): boolean {
  if (guard === undefined) return true;
  return typeof node === 'object' && node !== null && verdictOf(node)?.of(guard).effect === 'FULL';
}

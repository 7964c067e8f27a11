import type { CursorScope } from '../cursors.js';
import type { Page } from '../listing.js';
import { leadsTo, notePresence } from '../manifest/presence.js';
import type { EnvelopeRow } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';
import { structure } from '../wall/reference.js';
import { type ListedRows, listedRows } from './listed.js';

/** A listed row, with its sort key and its own key, and the parent's where pages of many are read at once. */
export interface PageRow extends EnvelopeRow {
  readonly page_sort_key: string | null;
  readonly page_key: string;
  readonly page_parent?: string;
}

/** The rows of a page, one more than it shows where there are more. */
interface PageRows<Node> {
  readonly scope: CursorScope;
  readonly listed: ListedRows;
  readonly rows: readonly PageRow[];
  readonly first: number;
  readonly isFiltered: boolean;
  readonly hasPreviousPage: boolean;
  readonly toNode: (row: PageRow) => Node | null;
}

/** The page as a connection shows it. */
export function toPage<Node>(
  session: SourceSession,
  { scope, listed, rows, first, isFiltered, hasPreviousPage, toNode }: PageRows<Node>,
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
  return structure({ edges, pageInfo: structure(new PageInfo(edges, next, hasPreviousPage)), [listedRows]: listed });
}

/** Seals its cursor when that is read: few operations ask for those of all edges. */
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

/** The row behind a page: whether there is one, and how it is read where the answer reveals it. */
interface NextPage {
  readonly isThere: boolean;
  readonly read: (() => unknown) | null;
}

/** Why a class: V8 makes a hidden class for each object literal with an accessor, here one for each page. */
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

  /** Under a filter it reveals that the rows of the page, and one more, meet it; without one it reveals nothing of them. */
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

import type { Agency } from '../../policy/policy.js';
import { badUserInput, PortcullisError } from '../../schema/errors.js';
import type { CursorScope } from '../kit/cursors.js';
import type { ConnectionArguments, Page } from '../kit/listing.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { toAgency } from './mapping.js';
import { type CodeConditions, codesOfList, toCode } from './repository.js';

const MAX_FIRST = 100;

/** Arguments of `Query.codes`. */
export interface CodePageArguments extends Pick<ConnectionArguments, 'first' | 'after'> {
  readonly list: string;
  readonly filter?: CodeConditions | null;
}

/**
 * A page of the agencies, by id. Their list is public and in the policy, so a cursor is the encoded id.
 *
 * Throws BAD_USER_INPUT for a page size outside 1 to 100, CURSOR_INVALID for a cursor of no page.
 */
export function agencyPage(agencies: readonly Agency[], { first, after }: ConnectionArguments) {
  const size = readSize(first, 'Query.agencies(first:)');
  const sorted = [...agencies].sort((a, b) => (a.id < b.id ? -1 : 1));
  const cursorOf = ({ id }: Agency) => Buffer.from(`agency:${id}`).toString('base64url');
  const start = after == null ? 0 : sorted.findIndex((agency) => cursorOf(agency) === after) + 1;
  if (after != null && start === 0) throw new PortcullisError('CURSOR_INVALID', { at: 'Query.agencies(after:)' });
  return toPage(sorted.slice(start), { size, hasPreviousPage: start > 0, cursorOf, toNode: toAgency });
}

/**
 * A page of the codes of a list, by code. One statement.
 *
 * Throws BAD_USER_INPUT for a page size outside 1 to 100 or a text of one character, CURSOR_INVALID for a cursor of
 * another list, filter, viewer or day.
 */
export async function codePage(session: SourceSession, { list, first, after, filter }: CodePageArguments) {
  const size = readSize(first, 'Query.codes(first:)');
  if (filter?.text != null && filter.text.trim().length < 2) {
    throw badUserInput('A text to look for has at least two characters.', { at: 'CodeFilter.text' });
  }
  const scope: CursorScope = { field: 'Query.codes', filter: { list, filter: filter ?? null }, sort: null };
  const from = after == null ? null : session.cursors.open(scope, after);
  const rows = await codesOfList(session, list, filter ?? {}, { limit: size + 1, after: from });
  return toPage(rows, {
    size,
    hasPreviousPage: after != null,
    cursorOf: ({ code, id }) => session.cursors.seal(scope, { sortKey: code, key: id }),
    toNode: toCode,
  });
}

function readSize(first: number | null | undefined, at: string): number {
  const size = first ?? 20;
  if (size >= 1 && size <= MAX_FIRST) return size;
  throw badUserInput('A page holds 1 to 100 rows.', { at, facts: { limit: MAX_FIRST } });
}

interface PageOptions<Row, Node> {
  readonly size: number;
  readonly hasPreviousPage: boolean;
  readonly cursorOf: (row: Row) => string;
  readonly toNode: (row: Row) => Node;
}

/** The first rows as a page; a row more than its size means that there is a next one. */
function toPage<Row, Node>(rows: readonly Row[], options: PageOptions<Row, Node>): Page<Node> {
  const { size, hasPreviousPage, cursorOf, toNode } = options;
  const edges = rows.slice(0, size).map((row) => ({ cursor: cursorOf(row), node: toNode(row) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

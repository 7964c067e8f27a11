// SPDX-License-Identifier: Apache-2.0
import { PortcullisError } from '../../schema/errors.js';
import type { ConnectionArguments, CursorScope, Page, SourceSession } from '../kit/types.js';
import { type CodeConditions, codesOfList } from './codeRepository.js';
import { toCode } from './mapping.js';

/** Arguments of `Query.codes`. */
export interface CodePageArguments extends Pick<ConnectionArguments, 'first' | 'after'> {
  readonly list: string;
  readonly filter?: CodeConditions | null;
}

/**
 * A page of the codes of a list, by code. One statement.
 *
 * Throws BAD_USER_INPUT for a page size outside 1 to 100 or a text of one character, CURSOR_INVALID for a cursor of
 * another list, filter, viewer or day.
 */
export async function codePage(
  session: SourceSession,
  { list, first, after, filter }: CodePageArguments,
): Promise<Page<ReturnType<typeof toCode>>> {
  const size = first ?? 20;
  if (size < 1 || size > 100) {
    throw new PortcullisError('BAD_USER_INPUT', {
      message: 'A page holds 1 to 100 rows.',
      at: 'Query.codes(first:)',
      facts: { limit: 100 },
    });
  }
  if (filter?.text != null && filter.text.trim().length < 2) {
    throw new PortcullisError('BAD_USER_INPUT', {
      message: 'A text to look for has at least two characters.',
      at: 'CodeFilter.text',
    });
  }
  const scope: CursorScope = { field: 'Query.codes', filter: { list, filter: filter ?? null }, sort: null };
  const from = after == null ? null : session.cursors.open(scope, after);
  const rows = await codesOfList(session, list, filter ?? {}, { limit: size + 1, after: from });
  const edges = rows.slice(0, size).map((row) => ({
    cursor: session.cursors.seal(scope, { sortKey: row.code, key: row.id }),
    node: toCode(row),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

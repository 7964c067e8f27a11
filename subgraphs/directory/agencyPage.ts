// SPDX-License-Identifier: Apache-2.0
import type { Agency } from '../../policy/policy.js';
import { PortcullisError } from '../../schema/errors.js';
import type { ConnectionArguments, Page } from '../kit/types.js';
import { toAgency } from './mapping.js';

type AgencyNode = ReturnType<typeof toAgency>;

/**
 * A page of the agencies, by id. Their list is public and lies in the policy, so a cursor is the id, encoded.
 *
 * Throws BAD_USER_INPUT for a page size outside 1 to 100, CURSOR_INVALID for a cursor that no page gave.
 */
export function agencyPage(agencies: readonly Agency[], { first, after }: ConnectionArguments): Page<AgencyNode> {
  const size = first ?? 20;
  if (size < 1 || size > 100) {
    throw new PortcullisError('BAD_USER_INPUT', {
      message: 'A page holds 1 to 100 rows.',
      at: 'Query.agencies(first:)',
      facts: { limit: 100 },
    });
  }
  const sorted = [...agencies].sort((a, b) => (a.id < b.id ? -1 : 1));
  const start = after == null ? 0 : sorted.findIndex(({ id }) => cursorOf(id) === after) + 1;
  if (after != null && start === 0) throw new PortcullisError('CURSOR_INVALID', { at: 'Query.agencies(after:)' });
  const edges = sorted
    .slice(start, start + size)
    .map((agency) => ({ cursor: cursorOf(agency.id), node: toAgency(agency) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: start + size < sorted.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function cursorOf(id: string): string {
  return Buffer.from(`agency:${id}`).toString('base64url');
}

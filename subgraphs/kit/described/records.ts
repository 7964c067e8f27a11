import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { keysSlot } from '../../../storage/slot.js';
import type { Listing } from '../listing.js';
import type { EnvelopeRow } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';

/**
 * Records that this viewer may see, by `id` or `ref`; absent where there is none. Of several that share a `ref`, the one
 * with the first id. One statement for all keys.
 */
export async function recordsByKey<Row extends EnvelopeRow, Node extends object>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  key: 'id' | 'ref',
  keys: readonly string[],
): Promise<ReadonlyMap<string, Node>> {
  const { columns, toNode } = listing.read(session);
  const statement = session.kept(listing, key, () => {
    const column = sql.ref(`r.${key}`);
    return compileStatement(sql<Row & { readonly record_key: string }>`
      select ${column} as record_key, ${columns} from ${listing.from}
      where ${column} = any(cast(${keysSlot} as text[])) and ${session.wall(listing.type).visible}`);
  });
  const rows = await session.db.rows(statement, { values: { keys } });
  const nodes = new Map<string, Node>();
  for (const row of rows.sort(byId)) {
    const node = nodes.has(row.record_key) ? null : toNode(session, row);
    if (node) nodes.set(row.record_key, node);
  }
  return nodes;
}

function byId(left: EnvelopeRow, right: EnvelopeRow): number {
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}

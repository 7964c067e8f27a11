import type { StoredNode } from '../../keyTree/storedNode.js';
import type { LogClient, LogPool } from '../pool.js';
import { insertNodes, inTransaction, nodeOf } from './treeKeys.js';

/** Nodes that are read or stored at once. */
export const nodesAtOnce = 2000;

/** All nodes of all logs as of one moment, in pages. */
export async function* streamNodes(store: LogPool): AsyncGenerator<readonly StoredNode[]> {
  const client = await store.connect();
  try {
    await client.query({ text: 'begin isolation level repeatable read read only' });
    await client.query({
      text: `declare nodes no scroll cursor for select log, class, day::text as day, level, place::text as place, wrapped_key, wrapped_by
        from audit_keys.tree_key order by log, class, tree_key.day, level, tree_key.place`,
    });
    for (;;) {
      const { rows } = await client.query({ text: `fetch ${nodesAtOnce} from nodes` });
      if (rows.length === 0) break;
      yield rows.map((row) => nodeOf(String(row.log), row));
    }
  } finally {
    // It only read: closing the connection ends its transaction.
    client.release(true);
  }
}

/** How many trees have a node that none of some keys wrapped. */
export async function countClosedTrees(store: LogPool, wrappedBy: readonly string[]): Promise<number> {
  const { rows } = await store.query({
    text: `select count(*)::int as trees from (select distinct log, class, day from audit_keys.tree_key
      where wrapped_by <> all($1::text[])) t`,
    values: [wrappedBy],
  });
  return Number(rows[0]?.trees);
}

/**
 * Puts the nodes of a copy in the place of those that no known key opens, by whole trees: of a tree that the copy does not have, nothing is
 * left. All or nothing: what `copied` throws undoes it.
 *
 * @param wrappedBy fingerprints of the known keys
 * @param copied gives the nodes of the copy
 */
export async function replaceClosedTrees(
  store: LogPool,
  wrappedBy: readonly string[],
  copied: () => AsyncIterable<readonly StoredNode[]>,
): Promise<void> {
  await inTransaction(store, async (client) => {
    await client.query({ text: 'lock table audit_keys.tree_key in exclusive mode' });
    const { rows } = await client.query({
      text: `with closed as (select distinct log, class, day from audit_keys.tree_key where wrapped_by <> all($1::text[])),
          gone as (delete from audit_keys.tree_key t using closed c where (t.log, t.class, t.day) = (c.log, c.class, c.day))
        select log, class, day::text as day from closed`,
      values: [wrappedBy],
    });
    const closed = new Set(rows.map((row) => treeOf(row as Pick<StoredNode, 'log' | 'class' | 'day'>)));
    for await (const page of copied()) await insertWithin(client, closed, page);
  });
}

async function insertWithin(client: LogClient, trees: ReadonlySet<string>, page: readonly StoredNode[]): Promise<void> {
  const own = page.filter((node) => trees.has(treeOf(node)));
  if (own.length > 0) await insertNodes(client, own);
}

function treeOf({ log, class: of, day }: Pick<StoredNode, 'log' | 'class' | 'day'>): string {
  return `${log} ${of} ${day}`;
}

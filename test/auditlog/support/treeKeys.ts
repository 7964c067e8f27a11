import type pg from 'pg';
import { puncture } from '../../../auditlog/keyTree/puncture.js';
import { type StoredNode, unwrapNode, wrapNode } from '../../../auditlog/keyTree/storedNode.js';
import { dayOf, lockedOf } from '../../../auditlog/store/keyTree/entryKeys.js';
import { deleteNodes, insertNodes, readNodes } from '../../../auditlog/store/keyTree/treeKeys.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { streamEntries } from '../../../auditlog/store/rows.js';
import { auditKeys } from './samples.js';

/** Takes an entry out of the reach of the nodes over it, as erasing does, but with no act that says so. */
export async function takeKey(
  admin: pg.Pool | pg.PoolClient,
  log: string,
  index: number,
  keyEncryptionKey: Uint8Array = auditKeys.auditSeal()[0],
): Promise<void> {
  const db = admin as LogQuery;
  for await (const stored of streamEntries(db, { log, from: index, to: index + 1 })) {
    const { header } = lockedOf(stored);
    if (!header) throw new Error('no entry of a tree');
    const tree = { log, class: header.retention, day: dayOf(header.at) };
    const nodes = await readNodes(db, log, [{ ...tree, from: index, to: index }]);
    const opened = nodes.flatMap((node: StoredNode) => unwrapNode(node, [keyEncryptionKey]) ?? []);
    const { gone, kept } = puncture(opened, [{ from: index, to: index }]);
    if (gone.length === 0) throw new Error('no node is over it');
    await deleteNodes(
      db,
      gone.map((place) => ({ ...tree, ...place })),
    );
    await insertNodes(
      db,
      kept.map((node) => wrapNode(tree, node, keyEncryptionKey)),
    );
  }
}

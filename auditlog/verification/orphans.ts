import { openEnvelope } from '../entry/envelope.js';
import { closedNode } from '../keyTree/closed.js';
import { isUnwrappable, unwrapNode } from '../keyTree/storedNode.js';
import { streamEnvelopes } from '../store/envelopes.js';
import { findOrphanRows } from '../store/foreign/orphans.js';
import { readNodesOf } from '../store/keyTree/treeKeys.js';
import type { LogQuery } from '../store/pool.js';
import type { BodyKeys } from './checkEntry.js';
import type { Faults } from './faults.js';

/**
 * Adds faults for rows that belong to no entry and no subtree of a log. They change nothing in it, but only a forger inserts them.
 *
 * @param log.isOpened false if nothing shows that a writer ever opened it
 */
export async function addOrphans(
  db: LogQuery,
  log: { readonly id: string; readonly isOpened: boolean },
  keys: BodyKeys,
  faults: Faults,
): Promise<void> {
  // Entries that are known to be missing have their fault already.
  for (const { index, what } of await findOrphanRows(db, log.id))
    if (index === null || faults.within(index, index + 1).length === 0) faults.add(index, what);
  await addOrphanKeyNodes(log, keys, faults);
}

/**
 * Orphan nodes of key trees: all, if nothing else is left of their log; else those that the key-encryption key did not wrap. Without
 * that key an added node cannot be told from the root of a future day.
 */
async function addOrphanKeyNodes(
  log: { readonly id: string; readonly isOpened: boolean },
  { seal, store }: BodyKeys,
  faults: Faults,
): Promise<void> {
  if (!store || (log.isOpened && seal().length === 0)) return;
  let nodes = await readNodesOf(store, log.id);
  // Again: key-encryption keys may have been changed between nodes and keys.
  if (nodes.some((node) => !isUnwrappable(node, seal()))) nodes = await readNodesOf(store, log.id);
  const [first] = nodes;
  if (first && !log.isOpened)
    faults.add(null, `keys stand for it (the first of ${first.class} ${first.day}), and nothing else of it is there`);
  for (const node of log.isOpened ? nodes : [])
    if (!unwrapNode(node, seal())) {
      const name = `of ${node.class} ${node.day}, level ${node.level}, place ${node.place}`;
      const what = isUnwrappable(node, seal()) ? 'is not what its key wrapped' : closedNode;
      faults.add(null, `a key node ${name} ${what}`);
    }
}

/** Digests, base64url, of at most a hundred stored envelopes that no writer sealed; entries that name one have a fault of their own. */
export async function findOrphanEnvelopes(db: LogQuery, keys: BodyKeys): Promise<readonly string[]> {
  const orphans: string[] = [];
  if (keys.index.length === 0) return orphans;
  for await (const page of streamEnvelopes(db)) {
    for (const envelope of page)
      if (openEnvelope(envelope, keys) === null) orphans.push(Buffer.from(envelope.digest).toString('base64url'));
    if (orphans.length >= 100) break;
  }
  return orphans.slice(0, 100);
}

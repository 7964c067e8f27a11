import { openEnvelope } from '../entry/envelope.js';
import { unwrapNode } from '../keyTree/storedNode.js';
import { streamEnvelopes } from '../store/envelopes.js';
import { findOrphanRows } from '../store/foreign/orphans.js';
import { readNodesOf } from '../store/keyTree/treeKeys.js';
import type { LogQuery } from '../store/pool.js';
import type { BodyKeys } from './checkEntry.js';
import type { Faults } from './faults.js';

/**
 * Rows that belong to no entry and to no subtree of a log. They change nothing of it, and nobody but a forger put them there.
 *
 * @param log.isOpened false where nothing says that a writer ever opened it
 */
export async function addOrphans(
  db: LogQuery,
  log: { readonly id: string; readonly isOpened: boolean },
  keys: BodyKeys,
  faults: Faults,
): Promise<void> {
  // Of entries that are known to have stood there, it is said that they are missing.
  for (const { index, what } of await findOrphanRows(db, log.id))
    if (index === null || faults.within(index, index + 1).length === 0) faults.add(index, what);
  await addOrphanKeyNodes(log, keys, faults);
}

/**
 * Nodes of key trees: whose log has nothing else left, and those that nobody made who has the key-encryption key. Who lacks it cannot
 * tell one that was added from the root of a day to come.
 */
async function addOrphanKeyNodes(
  log: { readonly id: string; readonly isOpened: boolean },
  { seal, store }: BodyKeys,
  faults: Faults,
): Promise<void> {
  if (!store || (log.isOpened && seal.length === 0)) return;
  const nodes = await readNodesOf(store, log.id);
  const [first] = nodes;
  if (first && !log.isOpened)
    faults.add(null, `keys stand for it (the first of ${first.class} ${first.day}), and nothing else of it is there`);
  for (const node of log.isOpened ? nodes : [])
    if (!unwrapNode(node, seal)) {
      const name = `of ${node.class} ${node.day}, level ${node.level}, place ${node.place}`;
      faults.add(null, `a key node ${name} was wrapped by no key that is known`);
    }
}

/** Digests, base64url, of stored envelopes that no writer sealed, a hundred at most; entries that name one are at fault by themselves. */
export async function findOrphanEnvelopes(db: LogQuery, keys: BodyKeys): Promise<readonly string[]> {
  const orphans: string[] = [];
  if (keys.seal.length === 0) return orphans;
  for await (const page of streamEnvelopes(db)) {
    for (const envelope of page)
      if (openEnvelope(envelope, keys) === null) orphans.push(Buffer.from(envelope.digest).toString('base64url'));
    if (orphans.length >= 100) break;
  }
  return orphans.slice(0, 100);
}

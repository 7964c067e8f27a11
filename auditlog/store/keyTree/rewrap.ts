import type { Seals } from '../../keys.js';
import { unwrapNode, wrapNode } from '../../keyTree/storedNode.js';
import { fingerprint } from '../../keyTree/wrap.js';
import type { LogPool } from '../pool.js';
import { changingNodes, forgetSeals, readOtherNodes, replaceNodes } from './treeKeys.js';

/** What rewrapping needs. */
export interface Rewrapping {
  /** The keys' tables, as their owner. */
  readonly store: LogPool;
  readonly seal: Seals;
  /** Called with the number of nodes so far. */
  readonly onProgress?: (nodes: number) => void;
}

/** How many nodes were rewrapped, and how many open under no known key and stay as they are. */
export interface Rewrapped {
  readonly rewrapped: number;
  readonly closed: number;
}

/**
 * Rewraps under the present key-encryption key all nodes that an earlier one wrapped. No entry and no entry's key changes. Each log is a
 * transaction; after an interruption the next call does the rest. Writers and readers may run meanwhile.
 */
export async function rewrapKeys({ store, seal, onProgress }: Rewrapping): Promise<Rewrapped> {
  const keys = seal();
  const present = fingerprint(keys[0]);
  let [rewrapped, closed] = [0, 0];
  const { rows } = await store.query({
    text: 'select distinct log from audit_keys.tree_key where wrapped_by <> $1 order by log',
    values: [present],
  });
  for (const { log } of rows) {
    // Under the lock on a log's nodes: otherwise a node that is being destroyed could come back.
    await changingNodes(store, String(log), async (client) => {
      const stored = await readOtherNodes(client, String(log), present);
      const nodes = stored.flatMap((node) => {
        const opened = unwrapNode(node, keys);
        return opened ? [wrapNode(node, opened, keys[0])] : [];
      });
      await replaceNodes(client, nodes);
      rewrapped += nodes.length;
      closed += stored.length - nodes.length;
    });
    onProgress?.(rewrapped + closed);
  }
  return { rewrapped, closed };
}

/**
 * Has the database refuse what earlier key-encryption keys wrap, so that they can be forgotten. What was stored under one of them
 * meanwhile, by a process that did not know a newer one, is rewrapped first.
 *
 * @returns false where nodes under them stay: they open under no known key, or come again and again
 */
export async function refuseSeals(rewrapping: Rewrapping, earlier: readonly Uint8Array[]): Promise<boolean> {
  const names = earlier.map(fingerprint);
  for (let tries = 0; tries < 5; tries += 1) {
    if (await forgetSeals(rewrapping.store, names)) return true;
    await rewrapKeys(rewrapping);
  }
  return false;
}

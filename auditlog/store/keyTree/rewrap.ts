import { openEnvelope, sealEnvelope } from '../../entry/envelope.js';
import { unwrapNode, wrapNode } from '../../keyTree/storedNode.js';
import { fingerprint } from '../../keyTree/wrap.js';
import type { LogPool, LogQuery } from '../pool.js';
import { changingNodes, readOtherNodes, replaceNodes } from './treeKeys.js';

/** What rewrapping needs. */
export interface Rewrapping {
  /** The log's tables, as their owner. */
  readonly db: LogQuery;
  /** The keys' tables, as their owner. */
  readonly store: LogPool;
  /** Key-encryption keys, the present one first. */
  readonly seal: readonly [Uint8Array, ...Uint8Array[]];
  /** Called with the number of rows so far. */
  readonly onProgress?: (rows: number) => void;
}

/** How many rows were rewrapped, and how many open under no known key and stay as they are. */
export interface Rewrapped {
  readonly rewrapped: number;
  readonly closed: number;
}

const pageSize = 2000;

/**
 * Rewraps under the present key-encryption key all that an earlier one wrapped: nodes of the key trees, and envelopes. No entry and
 * no entry's key changes. Each page is a transaction; after an interruption the next call does the rest. Writers and readers that
 * know both keys may run meanwhile.
 */
export async function rewrapKeys(rewrapping: Rewrapping): Promise<Rewrapped> {
  let sum: Rewrapped = { rewrapped: 0, closed: 0 };
  const count = (page: Rewrapped): void => {
    sum = { rewrapped: sum.rewrapped + page.rewrapped, closed: sum.closed + page.closed };
    rewrapping.onProgress?.(sum.rewrapped + sum.closed);
  };
  await rewrapNodes(rewrapping, count);
  await resealEnvelopes(rewrapping, count);
  return sum;
}

type Count = (page: Rewrapped) => void;

/** Holds the lock on a log's nodes: otherwise a node that is being destroyed could come back. */
async function rewrapNodes({ store, seal }: Rewrapping, count: Count): Promise<void> {
  const present = fingerprint(seal[0]);
  const { rows } = await store.query({
    text: 'select distinct log from audit_keys.tree_key where wrapped_by <> $1 order by log',
    values: [present],
  });
  for (const { log } of rows) {
    const page = await changingNodes(store, String(log), async (client) => {
      const stored = await readOtherNodes(client, String(log), present);
      const nodes = stored.flatMap((node) => {
        const opened = unwrapNode(node, seal);
        return opened ? [wrapNode(node, opened, seal[0])] : [];
      });
      await replaceNodes(client, nodes);
      return { rewrapped: nodes.length, closed: stored.length - nodes.length };
    });
    count(page);
  }
}

/** Envelopes do not say what sealed them: each is tried. */
async function resealEnvelopes({ db, seal }: Rewrapping, count: Count): Promise<void> {
  for (let last: Buffer = Buffer.alloc(0); ; ) {
    const { rows } = await db.query({
      text: `select digest, sealed from audit.envelope where digest > $1 order by digest limit ${pageSize}`,
      values: [last],
    });
    const end = rows.at(-1);
    if (!end) return;
    last = end.digest as Buffer;
    const envelopes = rows.map((row) => ({ digest: row.digest as Buffer, sealed: row.sealed as Buffer }));
    const others = envelopes.filter((each) => openEnvelope(each, { seal: [seal[0]], index: [] }) === null);
    const sealed = others.flatMap((each) => {
      const text = openEnvelope(each, { seal: seal.slice(1), index: [] });
      return text === null ? [] : [sealEnvelope(seal[0], each.digest.toString('base64url'), text)];
    });
    await db.query({
      text: `update audit.envelope e set sealed = q.sealed from unnest($1::bytea[], $2::bytea[]) q(digest, sealed)
        where e.digest = q.digest`,
      values: [sealed.map(({ digest }) => digest), sealed.map((each) => each.sealed)],
    });
    count({ rewrapped: sealed.length, closed: others.length - sealed.length });
  }
}

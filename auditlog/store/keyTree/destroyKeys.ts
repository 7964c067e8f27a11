import { type KeyNode, spanOf } from '../../keyTree/node.js';
import { puncture } from '../../keyTree/puncture.js';
import { type StoredNode, unwrapNode, wrapNode } from '../../keyTree/storedNode.js';
import { addToSpans, type Span, splitSpans } from '../../spans.js';
import type { LogPool } from '../pool.js';
import { type BodyOpeners, dayOf, type LockedEntry } from './entryKeys.js';
import { changingNodes, deleteNodes, insertNodes, readNodes, readNodesBefore } from './treeKeys.js';

/**
 * Destroys the keys of entries: in one transaction the nodes over them are replaced by nodes over all other entries below. Entries
 * whose keys are gone already are skipped.
 *
 * @param seal gives the key-encryption keys; the first, present one wraps the new nodes
 * @throws Error if none of them opens a node; nothing is destroyed then
 */
export async function destroyKeys(
  pool: LogPool,
  { log, seal }: { readonly log: string; readonly seal: BodyOpeners['seal'] },
  entries: readonly LockedEntry[],
): Promise<void> {
  const trees = new Map<string, { class: string; day: string; spans: Span[] }>();
  for (const { index, header } of entries) {
    if (!header) continue;
    const tree = { class: header.retention, day: dayOf(header.at) };
    const name = `${tree.class} ${tree.day}`;
    const known = trees.get(name) ?? { ...tree, spans: [] };
    addToSpans(known.spans, index);
    trees.set(name, known);
  }
  if (trees.size === 0) return;
  await changingNodes(pool, log, async (client) => {
    const keys = seal();
    const [keyEncryptionKey] = keys;
    if (!keyEncryptionKey) return;
    for (const { spans, ...tree } of trees.values()) {
      const span = { from: spans[0]?.from ?? 0, to: spans.at(-1)?.to ?? 0 };
      const stored = await readNodes(client, log, [{ ...tree, ...span }]);
      const { gone, kept } = puncture(
        stored.map((node) => openedOf(node, keys)),
        spans,
      );
      // The kept ones too: they exist already if a backup restored a node that was replaced before.
      await deleteNodes(
        client,
        [...gone, ...kept].map((place) => ({ log, ...tree, ...place })),
      );
      await insertNodes(
        client,
        kept.map((node) => wrapNode({ log, ...tree }, node, keyEncryptionKey)),
      );
    }
  });
}

/**
 * Destroys the keys of all entries of a class that were placed before a day, except kept ones: their days get nodes over these
 * entries only. One transaction.
 *
 * @param at.kept by day
 * @throws Error if a node over a kept entry does not open; nothing is destroyed then
 */
export async function destroyDays(
  pool: LogPool,
  { log, seal }: { readonly log: string; readonly seal: BodyOpeners['seal'] },
  at: { readonly class: string; readonly before: string; readonly kept: ReadonlyMap<string, readonly Span[]> },
): Promise<void> {
  await changingNodes(pool, log, async (client) => {
    const keys = seal();
    const [keyEncryptionKey] = keys;
    if (!keyEncryptionKey) return;
    const nodes = (await readNodesBefore(client, log, at)).map((node) => {
      const { first, last } = spanOf(node);
      return { node, ...splitSpans([{ from: first, to: last }], at.kept.get(node.day) ?? []) };
    });
    const gone = nodes.filter(({ rest }) => rest.length > 0);
    const fresh = gone.flatMap(({ node, within, rest }) =>
      within.length === 0 ? [] : puncture([openedOf(node, keys)], rest).kept.map((kept) => ({ node, kept })),
    );
    await deleteNodes(client, [
      ...gone.map(({ node }) => node),
      ...fresh.map(({ node, kept }) => ({ ...node, ...kept })),
    ]);
    await insertNodes(
      client,
      fresh.map(({ node, kept }) => wrapNode(node, kept, keyEncryptionKey)),
    );
  });
}

function openedOf(stored: StoredNode, keys: readonly Uint8Array[]): KeyNode {
  const node = unwrapNode(stored, keys);
  if (node) return node;
  throw new Error(`the node of ${stored.class} of ${stored.day} at ${stored.level}/${stored.place} does not open`);
}

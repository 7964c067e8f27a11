import { createHmacSha256 } from '../hmac.js';
import type { KeyNode, NodePlace } from './node.js';
import { fingerprint, unwrapKey, wrapKey } from './wrap.js';

/** The tree that a node stands in: one for each log, retention class and day. */
export interface TreeName {
  readonly log: string;
  /** Retention class of its entries. */
  readonly class: string;
  /** UTC day on which its entries were placed: `2026-11-28`. */
  readonly day: string;
}

/** A node as it is stored. */
export interface StoredNode extends TreeName, NodePlace {
  readonly wrappedKey: Uint8Array;
  /** Which key-encryption key wrapped it: its fingerprint. */
  readonly wrappedBy: string;
}

/** A node to store. */
export function wrapNode(tree: TreeName, node: KeyNode, keyEncryptionKey: Uint8Array): StoredNode {
  const { level, place, key } = node;
  const wrappedKey = wrapKey(key, wrappingKey(tree, node, keyEncryptionKey));
  return { ...tree, level, place, wrappedKey, wrappedBy: fingerprint(keyEncryptionKey) };
}

/** The node again; null where none of these keys wrapped it, for this place. */
export function unwrapNode(stored: StoredNode, keyEncryptionKeys: readonly Uint8Array[]): KeyNode | null {
  const keyEncryptionKey = keyEncryptionKeys.find((each) => fingerprint(each) === stored.wrappedBy);
  const key = keyEncryptionKey && unwrapKey(stored.wrappedKey, wrappingKey(stored, stored, keyEncryptionKey));
  return key ? { level: stored.level, place: stored.place, key } : null;
}

/**
 * What a node is wrapped by, drawn for its place. Why: wrapped by the key-encryption key itself, a node that somebody has learned
 * could be put in the place of a later one, and the writer would seal under what he knows.
 */
function wrappingKey(tree: TreeName, { level, place }: NodePlace, keyEncryptionKey: Uint8Array): Buffer {
  const name = ['portcullis/audit/tree-key', tree.log, tree.class, tree.day, level, place].join('\0');
  return Buffer.from(createHmacSha256(keyEncryptionKey).binary(name), 'latin1');
}

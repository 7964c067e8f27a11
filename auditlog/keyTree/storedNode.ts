import { createHmacSha256 } from '../hmac.js';
import type { KeyNode, NodePlace } from './node.js';
import { fingerprint, unwrapKey, wrapKey } from './wrap.js';

/** The tree of a node: one for each log, retention class and day. */
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
  /** Fingerprint of the key-encryption key that wrapped it. */
  readonly wrappedBy: string;
}

/** Wraps a node for storing. */
export function wrapNode(tree: TreeName, node: KeyNode, keyEncryptionKey: Uint8Array): StoredNode {
  const { level, place, key } = node;
  const wrappedKey = wrapKey(key, wrappingKey(tree, node, keyEncryptionKey));
  return { ...tree, level, place, wrappedKey, wrappedBy: fingerprint(keyEncryptionKey) };
}

/** Whether one of these keys is said to have wrapped a node. */
export function isUnwrappable({ wrappedBy }: StoredNode, keyEncryptionKeys: readonly Uint8Array[]): boolean {
  return keyEncryptionKeys.some((each) => fingerprint(each) === wrappedBy);
}

/** Unwraps a node; null if none of these keys wrapped it for this place. */
export function unwrapNode(stored: StoredNode, keyEncryptionKeys: readonly Uint8Array[]): KeyNode | null {
  const keyEncryptionKey = keyEncryptionKeys.find((each) => fingerprint(each) === stored.wrappedBy);
  const key = keyEncryptionKey && unwrapKey(stored.wrappedKey, wrappingKey(stored, stored, keyEncryptionKey));
  return key ? { level: stored.level, place: stored.place, key } : null;
}

/**
 * The wrapping key of a node, derived for its place. Under the key-encryption key itself, an attacker could put a node that he
 * knows in the place of a later one, and the writer would seal under it.
 */
function wrappingKey(tree: TreeName, { level, place }: NodePlace, keyEncryptionKey: Uint8Array): Buffer {
  const name = ['portcullis/audit/tree-key', tree.log, tree.class, tree.day, level, place].join('\0');
  return Buffer.from(createHmacSha256(keyEncryptionKey).binary(name), 'latin1');
}

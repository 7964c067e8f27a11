import { hash } from 'node:crypto';

/** Position of a node: it covers 2^level entries, from entry `place * 2^level` on. */
export interface NodePlace {
  readonly level: number;
  readonly place: number;
}

/** A node of a key tree, 32 bytes: it gives the keys of the entries below it, and of no others. */
export interface KeyNode extends NodePlace {
  readonly key: Uint8Array;
}

/** Level of a root. Why not higher: erasing one entry stores a node for each level. */
export const rootLevel = 24;

/** True if a node gives the key of an entry. */
export function isOver({ level, place }: NodePlace, index: number): boolean {
  return Math.floor(index / 2 ** level) === place;
}

/** The entries that a node is over. */
export function spanOf({ level, place }: NodePlace): { readonly first: number; readonly last: number } {
  const width = 2 ** level;
  return { first: place * width, last: (place + 1) * width - 1 };
}

/** Place of the root over an entry. */
export function rootPlaceOf(index: number): number {
  return Math.floor(index / 2 ** rootLevel);
}

/**
 * The two nodes below a node, concatenated: the one-step key derivation of NIST SP 800-56C with SHA-512. Its 64 bytes reveal
 * nothing of the node, nor either half of the other. Why not HMAC, which the standard allows too: it takes half as long again.
 */
export function childrenOf(key: Uint8Array): Buffer {
  input.set(key, counterSize);
  const children = Buffer.from(hash('sha512', input, 'binary'), 'latin1');
  input.fill(0, counterSize, counterSize + keySize);
  return children;
}

/** One of the two. */
export function childOf(children: Buffer, bit: number): Buffer {
  return children.subarray(bit * keySize, (bit + 1) * keySize);
}

const keySize = 32;
const counterSize = 4;
const input = Buffer.concat([Buffer.of(0, 0, 0, 1), Buffer.alloc(keySize), Buffer.from('portcullis/audit/key-tree')]);

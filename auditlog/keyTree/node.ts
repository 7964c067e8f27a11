import { hash } from 'node:crypto';

/** Where a node stands: over the entries from `place * 2^level`, 2^level of them. */
export interface NodePlace {
  readonly level: number;
  readonly place: number;
}

/** A node of a key tree, 32 bytes: what gives the keys of the entries below it, and no other. */
export interface KeyNode extends NodePlace {
  readonly key: Uint8Array;
}

/** Level of a root. Why not higher: erasing one entry writes out a node a level. */
export const rootLevel = 24;

/** True where the key of an entry is drawn from a node. */
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
 * The two nodes below a node, one behind the other: the one-step key derivation of NIST SP 800-56C with SHA-512, whose 64 bytes
 * tell nothing of the node, nor one half of the other. Why not HMAC: it is allowed there too, and takes half as long again.
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

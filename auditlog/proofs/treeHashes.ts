import type { Primitives } from './primitives.js';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Uint8Array;

/** The byte that precedes a leaf's bytes when they are hashed. */
export const leafPrefix = 0x00;

/** Hashes of an RFC 9162 tree (section 2.1.1). Two prefixes, so that no leaf can pass for an inner node (second preimages). */
export interface TreeHashes {
  /** Root of the empty tree: SHA-256 of nothing. */
  readonly emptyRoot: Hash;
  /** SHA-256(0x00 || bytes). */
  readonly leafHash: (bytes: Uint8Array) => Hash;
  /** SHA-256(0x01 || left || right). Throws RangeError for what is no hash. */
  readonly nodeHash: (left: Hash, right: Hash) => Hash;
}

/** The hashes of trees by this SHA-256. */
export function createTreeHashes({ sha256 }: Pick<Primitives, 'sha256'>): TreeHashes {
  // Shared buffers: hashing is synchronous, and a buffer for each hash is not free.
  const leaf = new Uint8Array(1024);
  const node = new Uint8Array(65).fill(0x01, 0, 1);
  return {
    emptyRoot: sha256(new Uint8Array()),
    leafHash: (bytes) => {
      // One hash over joined bytes: a hash object that takes them piecewise costs more than all else.
      const input = bytes.length < leaf.length ? leaf.subarray(0, bytes.length + 1) : new Uint8Array(bytes.length + 1);
      input[0] = leafPrefix;
      input.set(bytes, 1);
      return sha256(input);
    },
    nodeHash: (left, right) => {
      if (left.length !== 32 || right.length !== 32) throw new RangeError('No hash of a tree.');
      node.set(left, 1);
      node.set(right, 33);
      return sha256(node);
    },
  };
}

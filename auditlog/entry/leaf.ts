import { primitives } from '../primitives.js';
import { type Leaf, leafVersion } from '../proofs/leaf.js';
import { type Hash, leafPrefix } from '../proofs/treeHashes.js';

/** A leaf that is being written: first the part that a sealed body is bound to, then the rest. */
export interface LeafWriting {
  /** The leaf up to the commitment to its header. */
  readonly bound: Uint8Array;
  /** The leaf, whole, and its RFC 9162 hash. */
  end(rest: Pick<Leaf, 'body' | 'key' | 'tokens'>): { readonly bytes: Uint8Array; readonly leafHash: Hash };
}

/** Begins a leaf. */
export function beginLeaf({ log, index, header }: Pick<Leaf, 'log' | 'index' | 'header'>): LeafWriting {
  const idSize = Buffer.byteLength(log, 'latin1');
  const headerAt = 1 + 2 + idSize + 8;
  // One buffer with the hash prefix in front serves as bound data, leaf and hash input.
  const buffer = Buffer.allocUnsafe(headerAt + 4 * 32);
  buffer[0] = leafPrefix;
  buffer[1] = leafVersion;
  buffer[2] = idSize;
  buffer.write(log, 3, 'latin1');
  buffer.writeBigUInt64BE(BigInt(index), 3 + idSize);
  buffer.set(header, headerAt);
  return {
    bound: buffer.subarray(1, headerAt + 32),
    end({ body, key, tokens }) {
      buffer.set(body, headerAt + 32);
      buffer.set(key, headerAt + 64);
      buffer.set(tokens, headerAt + 96);
      return { bytes: buffer.subarray(1), leafHash: primitives.sha256(buffer) };
    },
  };
}

/** Associated data of a leaf's sealed body: the leaf up to the commitment to its header. */
export function boundOf(leaf: Uint8Array): Uint8Array {
  return leaf.subarray(0, leaf.length - 3 * 32);
}

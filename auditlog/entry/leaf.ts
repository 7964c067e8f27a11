import { hash } from 'node:crypto';
import { type Hash, leafPrefix } from '../merkle.js';

/**
 * A leaf: commitments only, so that it can be published, and stays when what it commits to goes.
 *
 * Bytes: 0x02; length of the log id, one byte, and the id in ASCII; index, eight bytes, big-endian; four hashes of 32 bytes:
 * header, body, key, tokens.
 */
export interface Leaf {
  readonly log: string;
  readonly index: number;
  /** SHA-256 of the stored header: its salt, then its text. */
  readonly header: Hash;
  /** SHA-256 of the sealed body. */
  readonly body: Hash;
  /** Commitment to the entry's key; see seal.ts. */
  readonly key: Hash;
  /** SHA-256 of a salt that is drawn from the entry's key, and the tokens in order. */
  readonly tokens: Hash;
}

/** First byte of a leaf: the format of its entry. */
export const leafVersion = 0x02;

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
      return { bytes: buffer.subarray(1), leafHash: Buffer.from(hash('sha256', buffer, 'binary'), 'latin1') };
    },
  };
}

/** Parses a leaf; null if the bytes are none. A leaf has one form. */
export function readLeaf(bytes: Uint8Array): Leaf | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const idSize = buffer[1] ?? 0;
  const headerAt = 2 + idSize + 8;
  if (buffer[0] !== leafVersion || buffer.length !== headerAt + 4 * 32) return null;
  const log = buffer.toString('latin1', 2, 2 + idSize);
  const index = Number(buffer.readBigUInt64BE(2 + idSize));
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(log) || !Number.isSafeInteger(index)) return null;
  const at = (place: number): Buffer => buffer.subarray(headerAt + place * 32, headerAt + (place + 1) * 32);
  return { log, index, header: at(0), body: at(1), key: at(2), tokens: at(3) };
}

/** Associated data of a leaf's sealed body: the leaf up to the commitment to its header. */
export function boundOf(leaf: Uint8Array): Uint8Array {
  return leaf.subarray(0, leaf.length - 3 * 32);
}

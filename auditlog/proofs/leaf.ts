import type { Hash } from './treeHashes.js';

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
  /** Commitment to the entry's key; see entry/seal.ts. */
  readonly key: Hash;
  /** SHA-256 of a salt that is drawn from the entry's key, and the tokens in order. */
  readonly tokens: Hash;
}

/** First byte of a leaf: the format of its entry. */
export const leafVersion = 0x02;

/** Bytes of salt that precede the text of a stored header. */
export const headerSaltSize = 16;

/** Parses a leaf; null if the bytes are none. A leaf has one form. */
export function readLeaf(bytes: Uint8Array): Leaf | null {
  const idSize = bytes[1] ?? 0;
  const headerAt = 2 + idSize + 8;
  if (bytes[0] !== leafVersion || bytes.length !== headerAt + 4 * 32) return null;
  let log = '';
  for (let at = 2; at < 2 + idSize; at += 1) log += String.fromCharCode(bytes[at] as number);
  let index = 0;
  for (let at = 2 + idSize; at < headerAt; at += 1) index = index * 256 + (bytes[at] as number);
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(log) || !Number.isSafeInteger(index)) return null;
  const at = (place: number): Hash => bytes.subarray(headerAt + place * 32, headerAt + (place + 1) * 32);
  return { log, index, header: at(0), body: at(1), key: at(2), tokens: at(3) };
}

import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { sameBytes } from '../proofs/bytes.js';
import type { Hash } from '../proofs/treeHashes.js';
import { takeRandom } from './random.js';

/** A leaf's commitment to a sealed body: any change shows, nothing is revealed. */
export interface SealCommitment {
  /** SHA-256 of the sealed bytes. */
  readonly body: Hash;
  /** Commitment to the entry's key. Why: under AES-GCM alone a second key could open the same bytes to another text. */
  readonly key: Hash;
}

/** A sealed body. */
export interface Sealed {
  /** 12 bytes nonce, 16 bytes tag, ciphertext. */
  readonly bytes: Uint8Array;
  readonly commitment: SealCommitment;
  /** Salt of the commitment to the entry's tokens, 16 bytes: without the entry's key nobody can guess what they stand for. */
  readonly tokenSalt: Uint8Array;
}

/** An opened body. */
export interface Unsealed {
  readonly plain: Uint8Array;
  readonly tokenSalt: Uint8Array;
}

/**
 * Seals some bytes with AES-256-GCM under the key of its entry. The nonce is random each time: a place whose commit failed
 * may get another body under the same key.
 *
 * @param bound associated data: the sealed bytes open only together with it
 */
export function seal(plain: Uint8Array, bound: Uint8Array, key: Uint8Array): Sealed {
  const nonce = takeRandom(nonceSize);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound);
  const body = cipher.update(plain);
  // Returns nothing in a stream mode, but completes the tag.
  cipher.final();
  const bytes = Buffer.allocUnsafe(28 + body.length);
  bytes.set(nonce, 0);
  bytes.set(cipher.getAuthTag(), nonceSize);
  bytes.set(body, 28);
  const drawn = drawnFrom(key);
  return { bytes, commitment: { body: sha256(bytes), key: drawn.commitment }, tokenSalt: drawn.tokenSalt };
}

/** Opens a sealed body; null for a wrong key or any change. */
export function unseal(
  { bytes, commitment }: Pick<Sealed, 'bytes' | 'commitment'>,
  bound: Uint8Array,
  key: Uint8Array,
): Unsealed | null {
  if (bytes.length < 28 || !sameBytes(sha256(bytes), commitment.body)) return null;
  const drawn = drawnFrom(key);
  if (!sameBytes(drawn.commitment, commitment.key)) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceSize));
    decipher.setAAD(bound);
    decipher.setAuthTag(bytes.subarray(nonceSize, 28));
    const plain = decipher.update(bytes.subarray(28));
    // Returns nothing in a stream mode, but checks the tag.
    decipher.final();
    return { plain, tokenSalt: drawn.tokenSalt };
  } catch {
    // Node throws for a wrong tag or length.
    return null;
  }
}

/** Commitment to the stored tokens of an entry. */
export function commitTokens(tokenSalt: Uint8Array, tokens: Uint8Array): Hash {
  const salted = Buffer.allocUnsafe(tokenSaltSize + tokens.length);
  salted.set(tokenSalt, 0);
  salted.set(tokens, tokenSaltSize);
  return sha256(salted);
}

const tokenSaltSize = 16;
const nonceSize = 12;

/**
 * What is drawn from an entry's key, besides sealing: the one-step key derivation of NIST SP 800-56C with SHA-512, as in the key trees
 * (`keyTree/node.ts`). Two HMACs would be four hashes.
 */
function drawnFrom(key: Uint8Array): { readonly commitment: Hash; readonly tokenSalt: Uint8Array } {
  if (key.length !== keySize) throw new RangeError('a key must have 32 bytes');
  drawing.set(key, counterSize);
  const drawn = Buffer.from(hash('sha512', drawing, 'binary'), 'latin1');
  drawing.fill(0, counterSize, counterSize + keySize);
  return { commitment: drawn.subarray(0, 32), tokenSalt: drawn.subarray(32, 32 + tokenSaltSize) };
}

const keySize = 32;
const counterSize = 4;
const drawing = Buffer.concat([
  Buffer.of(0, 0, 0, 1),
  Buffer.alloc(keySize),
  Buffer.from('portcullis/audit/entry-key'),
]);

function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}

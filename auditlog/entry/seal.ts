import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { createHmacSha256 } from '../hmac.js';
import type { Hash } from '../merkle.js';
import { sameHash } from '../verifyProof.js';
import { takeRandom } from './random.js';

/** What a leaf commits to of a sealed body: enough to notice any change, nothing to read it by. */
export interface SealCommitment {
  /** SHA-256 of the sealed bytes. */
  readonly body: Hash;
  /** Commitment to the entry's key. Why: AES-GCM alone would let a second key open the same bytes to other words. */
  readonly key: Hash;
}

/** A sealed body. */
export interface Sealed {
  /** 12 bytes nonce, 16 bytes tag, ciphertext. */
  readonly bytes: Uint8Array;
  readonly commitment: SealCommitment;
  /** Salt of the commitment to the entry's tokens, 16 bytes: who has no key of the entry cannot try what they stand for. */
  readonly tokenSalt: Uint8Array;
}

/** What a sealed body holds. */
export interface Unsealed {
  readonly plain: Uint8Array;
  readonly tokenSalt: Uint8Array;
}

/**
 * Seals a text (as UTF-8) by AES-256-GCM under the key of its entry. The nonce is random each time: a place whose commit failed
 * may get another text, under the same key.
 *
 * @param bound bound as associated data: the sealed bytes open with these very bytes only
 */
export function seal(plain: string, bound: Uint8Array, key: Uint8Array): Sealed {
  const nonce = takeRandom(nonceSize);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound);
  const body = cipher.update(plain, 'utf8');
  // GCM is a stream: the last part is empty, and ends the tag.
  cipher.final();
  const bytes = Buffer.allocUnsafe(28 + body.length);
  bytes.set(nonce, 0);
  bytes.set(cipher.getAuthTag(), nonceSize);
  bytes.set(body, 28);
  const drawn = drawnFrom(key);
  return { bytes, commitment: { body: sha256(bytes), key: drawn.commitment }, tokenSalt: drawn.tokenSalt };
}

/** What a sealed body holds; null where the key is another one, or anything was changed. */
export function unseal(
  { bytes, commitment }: Pick<Sealed, 'bytes' | 'commitment'>,
  bound: Uint8Array,
  key: Uint8Array,
): Unsealed | null {
  if (bytes.length < 28 || !sameHash(sha256(bytes), commitment.body)) return null;
  const drawn = drawnFrom(key);
  if (!sameHash(drawn.commitment, commitment.key)) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceSize));
    decipher.setAAD(bound);
    decipher.setAuthTag(bytes.subarray(nonceSize, 28));
    const plain = decipher.update(bytes.subarray(28));
    // GCM is a stream: the last part is empty, and holds the tag to what was read.
    decipher.final();
    return { plain, tokenSalt: drawn.tokenSalt };
  } catch {
    // Node reports a wrong tag or length by throwing; neither says more than "not openable".
    return null;
  }
}

/** Commitment to the tokens of an entry, as they are stored. */
export function commitTokens(tokenSalt: Uint8Array, tokens: Uint8Array): Hash {
  const salted = Buffer.allocUnsafe(tokenSaltSize + tokens.length);
  salted.set(tokenSalt, 0);
  salted.set(tokens, tokenSaltSize);
  return sha256(salted);
}

const keyCommitment = 'portcullis/audit/key-commitment';
const tokenSalting = 'portcullis/audit/token-salt';
const tokenSaltSize = 16;
const nonceSize = 12;

/** What is drawn from an entry's key, beside the sealing. */
function drawnFrom(key: Uint8Array): { readonly commitment: Hash; readonly tokenSalt: Uint8Array } {
  drawing.rekey(key);
  const commitment = Buffer.from(drawing.binary(keyCommitment), 'latin1');
  const tokenSalt = Buffer.from(drawing.binary(tokenSalting), 'latin1').subarray(0, tokenSaltSize);
  drawing.rekey(noKey);
  return { commitment, tokenSalt };
}

const noKey = Buffer.alloc(0);
const drawing = createHmacSha256(noKey);

function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}

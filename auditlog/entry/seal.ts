import { createCipheriv, createDecipheriv, createSecretKey, hash, type KeyObject } from 'node:crypto';
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

/** A sealed body, and its key wrapped for the key table. */
export interface Sealed {
  /** 12 bytes nonce, 16 bytes tag, ciphertext. */
  readonly bytes: Uint8Array;
  readonly commitment: SealCommitment;
  /** Salt of the commitment to the entry's tokens, 16 bytes: who has no key of the entry cannot try what they stand for. */
  readonly tokenSalt: Uint8Array;
  readonly wrappedKey: Uint8Array;
  /** Which key-encryption key wrapped it: its fingerprint. */
  readonly wrappedBy: string;
}

/** Seals under one key-encryption key. */
export interface Sealer {
  /**
   * Seals a text (as UTF-8) under a fresh AES-256-GCM key of its own, which is wrapped by the key-encryption key (AES
   * key wrap, RFC 3394: no nonce to run out of).
   *
   * @param bound bound as associated data: the sealed bytes open with these very bytes only
   */
  seal(plain: string, bound: Uint8Array): Sealed;
}

/** What a sealed body holds. */
export interface Unsealed {
  readonly plain: Uint8Array;
  readonly tokenSalt: Uint8Array;
}

/** @param keyEncryptionKey 32 bytes, kept outside the log's tables */
export function createSealer(keyEncryptionKey: Uint8Array): Sealer {
  const wrappingKey = createSecretKey(keyEncryptionKey);
  const wrappedBy = fingerprint(keyEncryptionKey);
  return {
    seal(plain, bound) {
      const secret = takeRandom(44);
      const key = secret.subarray(0, 32);
      const cipher = createCipheriv('aes-256-gcm', key, secret.subarray(32));
      cipher.setAAD(bound);
      const body = cipher.update(plain, 'utf8');
      // GCM is a stream: the last part is empty, and ends the tag.
      cipher.final();
      const bytes = Buffer.allocUnsafe(28 + body.length);
      bytes.set(secret.subarray(32), 0);
      bytes.set(cipher.getAuthTag(), 12);
      bytes.set(body, 28);
      const commitment = { body: sha256(bytes), key: drawn(key, keyCommitment) };
      const tokenSalt = drawn(key, tokenSalting).subarray(0, tokenSaltSize);
      const wrappedKey = wrap(key, wrappingKey);
      secret.fill(0);
      return { bytes, commitment, tokenSalt, wrappedKey, wrappedBy };
    },
  };
}

/**
 * What a sealed body holds; null where the key was destroyed, is another one, or anything was changed.
 *
 * @param wrappedKey null where its row is gone: the entry is erased, its proof stands
 */
export function unseal(
  sealed: { readonly bytes: Uint8Array; readonly commitment: SealCommitment; readonly wrappedKey: Uint8Array | null },
  bound: Uint8Array,
  keyEncryptionKey: Uint8Array,
): Unsealed | null {
  const { bytes, commitment, wrappedKey } = sealed;
  if (!wrappedKey || bytes.length < 28 || !sameHash(sha256(bytes), commitment.body)) return null;
  try {
    const key = unwrap(wrappedKey, keyEncryptionKey);
    if (!sameHash(drawn(key, keyCommitment), commitment.key)) return null;
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAAD(bound);
    decipher.setAuthTag(bytes.subarray(12, 28));
    const plain = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return { plain, tokenSalt: drawn(key, tokenSalting).subarray(0, tokenSaltSize) };
  } catch {
    // Node reports a wrong key, tag or length by throwing; none of them says more than "not openable".
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

/** Short public name of a key-encryption key, so that a rotated one can be told: 16 hex digits. */
export function fingerprint(keyEncryptionKey: Uint8Array): string {
  return createHmacSha256(keyEncryptionKey).hex('portcullis/audit/kek-fingerprint').slice(0, 16);
}

function wrap(key: Uint8Array, wrappingKey: KeyObject): Buffer {
  // The mode gives everything at once; its end adds nothing (RFC 3394 is defined on whole keys).
  return createCipheriv('id-aes256-wrap', wrappingKey, wrapIv).update(key);
}

function unwrap(wrapped: Uint8Array, keyEncryptionKey: Uint8Array): Buffer {
  const decipher = createDecipheriv('id-aes256-wrap', keyEncryptionKey, wrapIv);
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}

const keyCommitment = 'portcullis/audit/key-commitment';
const tokenSalting = 'portcullis/audit/token-salt';
const tokenSaltSize = 16;

/** What is drawn from an entry's key for one use. */
function drawn(key: Uint8Array, use: string): Buffer {
  drawing.rekey(key);
  const bytes = Buffer.from(drawing.binary(use), 'latin1');
  drawing.rekey(noKey);
  return bytes;
}

const noKey = Buffer.alloc(0);
const drawing = createHmacSha256(noKey);

function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1');
}

// RFC 3394 section 2.2.3.1: the default initial value.
const wrapIv = Buffer.alloc(8, 0xa6);

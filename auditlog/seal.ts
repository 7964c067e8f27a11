import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { sameHash } from './verifyProof.js';

/** What a leaf commits to of a sealed body: enough to notice any change, nothing to read it by. */
export interface SealCommitment {
  readonly alg: 'A256GCM';
  /** SHA-256 of the sealed bytes, hex. */
  readonly sha256: string;
  /** Commitment to the entry's key, hex. Why: AES-GCM alone would let a second key open the same bytes to other words. */
  readonly key: string;
}

/** A sealed body, and its key wrapped for the key table. */
export interface Sealed {
  /** 12 bytes nonce, 16 bytes tag, ciphertext. */
  readonly bytes: Uint8Array;
  readonly commitment: SealCommitment;
  readonly wrappedKey: Uint8Array;
  /** Which key-encryption key wrapped it: its fingerprint. */
  readonly wrappedBy: string;
}

/**
 * Seals plain bytes under a fresh AES-256-GCM key of their own, which is wrapped by the key-encryption key (AES key
 * wrap, RFC 3394: no nonce to run out of).
 *
 * @param bound bound as associated data: the sealed bytes open with these very bytes only
 * @param keyEncryptionKey 32 bytes, kept outside the log's tables
 */
export function seal(plain: Uint8Array, bound: Uint8Array, keyEncryptionKey: Uint8Array): Sealed {
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bound);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const bytes = Buffer.concat([nonce, cipher.getAuthTag(), body]);
  return {
    bytes,
    commitment: { alg: 'A256GCM', sha256: sha256(bytes), key: commitmentOf(key) },
    wrappedKey: wrap(key, keyEncryptionKey),
    wrappedBy: fingerprint(keyEncryptionKey),
  };
}

/**
 * The plain bytes of a sealed body; null where the key was destroyed, is another one, or anything was changed.
 *
 * @param wrappedKey null where its row is gone: the entry is erased, its proof stands
 */
export function unseal(
  sealed: { readonly bytes: Uint8Array; readonly commitment: SealCommitment; readonly wrappedKey: Uint8Array | null },
  bound: Uint8Array,
  keyEncryptionKey: Uint8Array,
): Uint8Array | null {
  const { bytes, commitment, wrappedKey } = sealed;
  if (!wrappedKey || bytes.length < 28 || sha256(bytes) !== commitment.sha256) return null;
  try {
    const key = unwrap(wrappedKey, keyEncryptionKey);
    if (!sameHash(Buffer.from(commitmentOf(key)), Buffer.from(commitment.key))) return null;
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAAD(bound);
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    // Node reports a wrong key, tag or length by throwing; none of them says more than "not openable".
    return null;
  }
}

/** Short public name of a key-encryption key, so that a rotated one can be told: 16 hex digits. */
export function fingerprint(keyEncryptionKey: Uint8Array): string {
  return createHmac('sha256', keyEncryptionKey).update('portcullis/audit/kek-fingerprint').digest('hex').slice(0, 16);
}

function wrap(key: Uint8Array, keyEncryptionKey: Uint8Array): Buffer {
  const cipher = createCipheriv('id-aes256-wrap', keyEncryptionKey, wrapIv);
  return Buffer.concat([cipher.update(key), cipher.final()]);
}

function unwrap(wrapped: Uint8Array, keyEncryptionKey: Uint8Array): Buffer {
  const decipher = createDecipheriv('id-aes256-wrap', keyEncryptionKey, wrapIv);
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}

function commitmentOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('portcullis/audit/key-commitment').digest('hex');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

// RFC 3394 section 2.2.3.1: the default initial value.
const wrapIv = Buffer.alloc(8, 0xa6);

import { createCipheriv, createDecipheriv, createSecretKey, hash, type KeyObject, randomFillSync } from 'node:crypto';
import { createHmacSha256 } from './hmac.js';
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

/** @param keyEncryptionKey 32 bytes, kept outside the log's tables */
export function createSealer(keyEncryptionKey: Uint8Array): Sealer {
  const wrappingKey = createSecretKey(keyEncryptionKey);
  const wrappedBy = fingerprint(keyEncryptionKey);
  return {
    seal(plain, bound) {
      const secret = takeRandom();
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
      const commitment = { alg: 'A256GCM', sha256: sha256(bytes), key: commitmentOf(key) } as const;
      const wrappedKey = wrap(key, wrappingKey);
      secret.fill(0);
      return { bytes, commitment, wrappedKey, wrappedBy };
    },
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
  return createHmacSha256(keyEncryptionKey).hex('portcullis/audit/kek-fingerprint').slice(0, 16);
}

/** Key and nonce of one seal: 44 bytes that nobody else gets; anyone who takes them wipes them. */
function takeRandom(): Buffer {
  if (randomAt + secretSize > random.length) {
    randomFillSync(random);
    randomAt = 0;
  }
  const taken = random.subarray(randomAt, randomAt + secretSize);
  randomAt += secretSize;
  return taken;
}

const secretSize = 44;
// Why a block at a time: a call of the generator takes longer than its bytes. Never handed out twice, see takeRandom.
const random = Buffer.alloc(secretSize * 93);
let randomAt = random.length;

function wrap(key: Uint8Array, wrappingKey: KeyObject): Buffer {
  // The mode gives everything at once; its end adds nothing (RFC 3394 is defined on whole keys).
  return createCipheriv('id-aes256-wrap', wrappingKey, wrapIv).update(key);
}

function unwrap(wrapped: Uint8Array, keyEncryptionKey: Uint8Array): Buffer {
  const decipher = createDecipheriv('id-aes256-wrap', keyEncryptionKey, wrapIv);
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}

function commitmentOf(key: Uint8Array): string {
  committing.rekey(key);
  const commitment = committing.hex('portcullis/audit/key-commitment');
  committing.rekey(noKey);
  return commitment;
}

const noKey = Buffer.alloc(0);
const committing = createHmacSha256(noKey);

function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

// RFC 3394 section 2.2.3.1: the default initial value.
const wrapIv = Buffer.alloc(8, 0xa6);

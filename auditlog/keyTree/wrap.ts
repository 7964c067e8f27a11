import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createHmacSha256 } from '../hmac.js';

/** A key as it is stored: AES key wrap (RFC 3394), which has no nonce to run out of. */
export function wrapKey(key: Uint8Array, wrappingKey: Uint8Array): Buffer {
  // The mode gives everything at once; its end adds nothing (RFC 3394 is defined on whole keys).
  return createCipheriv('id-aes256-wrap', wrappingKey, wrapIv).update(key);
}

/** The key again; null where it was wrapped by another one, or changed. */
export function unwrapKey(wrapped: Uint8Array, wrappingKey: Uint8Array): Buffer | null {
  try {
    const decipher = createDecipheriv('id-aes256-wrap', wrappingKey, wrapIv);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  } catch {
    // Node reports a wrong key and a wrong length by throwing; neither says more than "not this one".
    return null;
  }
}

/** Short public name of a key-encryption key, so that a rotated one can be told: 16 hex digits. */
export function fingerprint(keyEncryptionKey: Uint8Array): string {
  return createHmacSha256(keyEncryptionKey).hex('portcullis/audit/kek-fingerprint').slice(0, 16);
}

// RFC 3394 section 2.2.3.1: the default initial value.
const wrapIv = Buffer.alloc(8, 0xa6);

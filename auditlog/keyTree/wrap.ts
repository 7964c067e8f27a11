import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createHmacSha256 } from '../hmac.js';

/** Wraps a key: AES key wrap (RFC 3394), which needs no nonce. */
export function wrapKey(key: Uint8Array, wrappingKey: Uint8Array): Buffer {
  // `update` returns everything: RFC 3394 is defined on whole keys.
  return createCipheriv('id-aes256-wrap', wrappingKey, wrapIv).update(key);
}

/** Unwraps a key; null for another wrapping key, or changed bytes. */
export function unwrapKey(wrapped: Uint8Array, wrappingKey: Uint8Array): Buffer | null {
  try {
    const decipher = createDecipheriv('id-aes256-wrap', wrappingKey, wrapIv);
    return Buffer.concat([decipher.update(wrapped), decipher.final()]);
  } catch {
    // Node throws for a wrong key and a wrong length alike.
    return null;
  }
}

/** Short public name of a key-encryption key, which identifies it after a rotation: 16 hex digits. */
export function fingerprint(keyEncryptionKey: Uint8Array): string {
  const known = fingerprints.get(keyEncryptionKey);
  if (known !== undefined) return known;
  const made = createHmacSha256(keyEncryptionKey).hex('portcullis/audit/kek-fingerprint').slice(0, 16);
  fingerprints.set(keyEncryptionKey, made);
  return made;
}

const fingerprints = new WeakMap<Uint8Array, string>();

// RFC 3394 section 2.2.3.1: the default initial value.
const wrapIv = Buffer.alloc(8, 0xa6);

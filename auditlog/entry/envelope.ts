import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createHmacSha256, type Hmac } from '../hmac.js';

/** An envelope as the log stores it: once, however often it decides. */
export interface SealedEnvelope {
  /** 16 bytes. */
  readonly digest: Uint8Array;
  /** 16 bytes tag, ciphertext. */
  readonly sealed: Uint8Array;
}

/**
 * Digests of envelopes: the first 16 bytes of an HMAC-SHA256 of the text. Why keyed: an envelope is a few words from short lists,
 * and a reader of the tables could try them all.
 *
 * @param index key of the blind index, from which the digest key is drawn
 */
export function envelopeDigests(index: Uint8Array): (text: string) => string {
  const hmac = keyed(index, 'portcullis/audit/envelope-digest');
  return (text) => Buffer.from(hmac.binary(text), 'latin1').subarray(0, digestSize).toString('base64url');
}

/**
 * Seals an envelope's text: AES-256-GCM under one key for all. The nonce is the beginning of the digest, unique to the text, so
 * that every writer stores the same bytes for an envelope. Padded with blanks: a length would identify one of few texts.
 *
 * @param index key of the blind index, from which the key of the envelopes is drawn. Why not a seal key, which is rotated: an envelope is
 *   never erased
 * @param digest of the text, base64url
 */
export function sealEnvelope(index: Uint8Array, digest: string, text: string): SealedEnvelope {
  const bytes = Buffer.from(digest, 'base64url');
  const cipher = createCipheriv('aes-256-gcm', sealKey(index), bytes.subarray(0, nonceSize));
  cipher.setAAD(bytes);
  const plain = Buffer.from(text, 'utf8');
  const padded = Buffer.alloc(Math.ceil(plain.length / paddedTo) * paddedTo, ' ');
  padded.set(plain);
  const body = Buffer.concat([cipher.update(padded), cipher.final()]);
  return { digest: bytes, sealed: Buffer.concat([cipher.getAuthTag(), body]) };
}

/**
 * The text of a stored envelope; null if no key opens it, or its digest is that of another text.
 *
 * @param keys.index keys of the blind index that it may have been made with
 * @param keys.seal key-encryption keys: under one of them it was sealed until 0.2.0 was finished, and is until `resealEnvelopes`
 */
export function openEnvelope({ digest, sealed }: SealedEnvelope, keys: EnvelopeKeys): string | null {
  const named = Buffer.from(digest).toString('base64url');
  for (const key of [...keys.index, ...keys.seal()]) {
    const text = unseal(key, digest, sealed);
    if (text !== null) return keys.index.some((index) => envelopeDigests(index)(text) === named) ? text : null;
  }
  return null;
}

/** Keys that open envelopes. */
export interface EnvelopeKeys {
  readonly index: readonly Uint8Array[];
  readonly seal: () => readonly Uint8Array[];
}

function unseal(key: Uint8Array, digest: Uint8Array, sealed: Uint8Array): string | null {
  if (digest.length !== digestSize || sealed.length <= tagSize) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealKey(key), digest.subarray(0, nonceSize));
    decipher.setAAD(digest);
    decipher.setAuthTag(sealed.subarray(0, tagSize));
    const plain = Buffer.concat([decipher.update(sealed.subarray(tagSize)), decipher.final()]);
    return plain.toString('utf8').trimEnd();
  } catch {
    // Node throws for a wrong key and for changed bytes alike.
    return null;
  }
}

function sealKey(key: Uint8Array): Buffer {
  return Buffer.from(createHmacSha256(key).binary('portcullis/audit/envelope-seal'), 'latin1');
}

function keyed(key: Uint8Array, use: string): Hmac {
  return createHmacSha256(Buffer.from(createHmacSha256(key).binary(use), 'latin1'));
}

const digestSize = 16;
const nonceSize = 12;
const tagSize = 16;
/** Most texts take one or two of these, bytes. */
const paddedTo = 256;

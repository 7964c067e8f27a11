import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createHmacSha256, type Hmac } from '../hmac.js';

/** An envelope as the log stores it: once, no matter who decided on it. */
export interface SealedEnvelope {
  /** 16 bytes. */
  readonly digest: Uint8Array;
  /** 16 bytes tag, ciphertext. */
  readonly sealed: Uint8Array;
}

/** Keys that envelopes are stored under. */
export interface EnvelopeKeys {
  /** Key-encryption key of the bodies, from which that of the envelopes is drawn. */
  readonly seal: Uint8Array;
  /** Key of the blind index, from which that of the digests is drawn: one is never rotated, so that a digest keeps its meaning. */
  readonly index: Uint8Array;
}

/**
 * The digests of envelopes: HMAC-SHA256 of the text, its first 16 bytes. Why keyed: an envelope is some words out of short lists,
 * so that who reads the tables could try them all.
 */
export function envelopeDigests(index: Uint8Array): (text: string) => string {
  const hmac = keyed(index, 'portcullis/audit/envelope-digest');
  return (text) => Buffer.from(hmac.binary(text), 'latin1').subarray(0, digestSize).toString('base64url');
}

/**
 * Seals an envelope's text: AES-256-GCM under one key for all. The nonce is the beginning of the digest, which no other
 * text has, so that the same envelope is the same bytes, no matter who stores it. Filled up with blanks: of few texts, a length
 * would tell which.
 *
 * @param digest of the text, base64url
 */
export function sealEnvelope(seal: Uint8Array, digest: string, text: string): SealedEnvelope {
  const bytes = Buffer.from(digest, 'base64url');
  const cipher = createCipheriv('aes-256-gcm', sealKey(seal), bytes.subarray(0, nonceSize));
  cipher.setAAD(bytes);
  const plain = Buffer.from(text, 'utf8');
  const filled = Buffer.alloc(Math.ceil(plain.length / fill) * fill, ' ');
  filled.set(plain);
  const body = Buffer.concat([cipher.update(filled), cipher.final()]);
  return { digest: bytes, sealed: Buffer.concat([cipher.getAuthTag(), body]) };
}

/**
 * The text of a stored envelope; null where it does not open under any key, or is not the one that its digest names.
 *
 * @param index keys that digests may have been made with; none: the digest is bound to the text by the seal alone
 */
export function openEnvelope(
  { digest, sealed }: SealedEnvelope,
  keys: { readonly seal: readonly Uint8Array[]; readonly index: readonly Uint8Array[] },
): string | null {
  for (const seal of keys.seal) {
    const text = unseal(seal, digest, sealed);
    if (text === null) continue;
    const named = Buffer.from(digest).toString('base64url');
    return keys.index.length === 0 || keys.index.some((key) => envelopeDigests(key)(text) === named) ? text : null;
  }
  return null;
}

function unseal(seal: Uint8Array, digest: Uint8Array, sealed: Uint8Array): string | null {
  if (digest.length !== digestSize || sealed.length <= tagSize) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealKey(seal), digest.subarray(0, nonceSize));
    decipher.setAAD(digest);
    decipher.setAuthTag(sealed.subarray(0, tagSize));
    const plain = Buffer.concat([decipher.update(sealed.subarray(tagSize)), decipher.final()]);
    return plain.toString('utf8').trimEnd();
  } catch {
    // Node reports another key and changed bytes alike by throwing.
    return null;
  }
}

function sealKey(seal: Uint8Array): Buffer {
  return Buffer.from(createHmacSha256(seal).binary('portcullis/audit/envelope-seal'), 'latin1');
}

function keyed(key: Uint8Array, use: string): Hmac {
  return createHmacSha256(Buffer.from(createHmacSha256(key).binary(use), 'latin1'));
}

const digestSize = 16;
const nonceSize = 12;
const tagSize = 16;
/** Most texts are of one or two such lengths. */
const fill = 256;

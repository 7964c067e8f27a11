import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** The keys of one scope, 32 bytes each. */
export interface SealKeys {
  readonly seal: Uint8Array;
  readonly nonce: Uint8Array;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Derives the keys of a scope from a key of 32 bytes. */
export function sealKeys(key: Uint8Array, scope: string): SealKeys {
  const bytes = createHmac('sha512', key).update(scope).digest();
  return { seal: bytes.subarray(0, 32), nonce: bytes.subarray(32) };
}

/**
 * Seals a text deterministically: AES-256-GCM with a MAC of label and text as nonce (as in SIV, RFC 5297), so that no nonce is used
 * for two texts.
 *
 * @param label says what the text is, and must be given to open it; without a line break
 */
export function sealText(keys: SealKeys, label: string, text: string): Buffer {
  // Invariant: no label holds a line break, so that no two pairs give one message.
  const nonce = createHmac('sha256', keys.nonce).update(`${label}\n${text}`).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce);
  cipher.setAAD(Buffer.from(label));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** Opens a text that was sealed under these keys and this label; null for anything else. */
export function openText(keys: SealKeys, label: string, bytes: Uint8Array): string | null {
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keys.seal, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(label));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return text.toString('utf8');
  } catch {
    // Node throws for a wrong key, another label and changed bytes alike.
    return null;
  }
}

import type { KeyObject } from 'node:crypto';
import { isKeyName, keyIdOf, keyOfRaw, rawKey, type SignatureType, signatureTypes, strictBase64 } from './note.js';

/** A public key that verifies the notes of one log, or the cosignatures of one witness. */
export interface VerifierKey {
  /** Origin of the log, or name of the witness. */
  readonly name: string;
  /** Four bytes, hex. */
  readonly keyId: string;
  readonly type: SignatureType;
  readonly publicKey: KeyObject;
}

/**
 * The text form of a public key: `name+key id+base64(type || public key)`.
 *
 * @param name origin of the log, or name of the witness
 * @param publicKey Ed25519
 * @see C2SP signed-note, verifier keys
 */
export function verifierKeyOf(name: string, publicKey: KeyObject, type: SignatureType = signatureTypes.note): string {
  const raw = rawKey(publicKey);
  return `${name}+${keyIdOf(name, type, raw)}+${Buffer.concat([Buffer.of(type), raw]).toString('base64')}`;
}

/**
 * Parses a verifier key; null if it is malformed, or its key id is not that of its name and key.
 *
 * @param type what the key signs: the log's own heads, or those of others
 */
export function parseVerifierKey(text: string, type: SignatureType = signatureTypes.note): VerifierKey | null {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim());
  if (!match) return null;
  const [, name = '', keyId = '', encoded = ''] = match;
  const blob = strictBase64(encoded);
  if (blob?.length !== 33 || blob[0] !== type || !isKeyName(name)) return null;
  const raw = blob.subarray(1);
  return keyIdOf(name, type, raw) === keyId ? { name, keyId, type, publicKey: keyOfRaw(raw) } : null;
}

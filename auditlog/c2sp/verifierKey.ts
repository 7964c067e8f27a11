import { strictBase64 } from '../proofs/bytes.js';
import type { Primitives } from '../proofs/primitives.js';
import { isKeyName, keyIdOf, type SignatureType, signatureTypes } from './note.js';

/** A public key that verifies the notes of one log, or the cosignatures of one witness. */
export interface VerifierKey {
  /** Origin of the log, or name of the witness. */
  readonly name: string;
  /** Four bytes, hex. */
  readonly keyId: string;
  readonly type: SignatureType;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * Parses a verifier key, `name+key id+base64(type || public key)`; null if it is malformed, or its key id is not that of its name
 * and key.
 *
 * @param type what the key signs: the log's own heads, or those of others
 * @see C2SP signed-note, verifier keys
 */
export function parseVerifierKey(
  text: string,
  primitives: Primitives,
  type: SignatureType = signatureTypes.note,
): VerifierKey | null {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim());
  if (!match) return null;
  const [, name = '', keyId = '', encoded = ''] = match;
  const blob = strictBase64(encoded);
  if (blob?.length !== 33 || blob[0] !== type || !isKeyName(name)) return null;
  const publicKey = blob.subarray(1);
  return keyIdOf(name, type, publicKey, primitives) === keyId ? { name, keyId, type, publicKey } : null;
}

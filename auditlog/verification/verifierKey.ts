import { createPublicKey, type KeyObject } from 'node:crypto';
import { keyIdOf } from '../checkpoint.js';

/** A public key by which the notes of one log are verified. */
export interface VerifierKey {
  /** Origin of the log. */
  readonly name: string;
  readonly publicKey: KeyObject;
}

/**
 * The public key of a log's checkpoints, as other machines take it: `name+key id+base64(0x01 || public key)`.
 *
 * @param name origin of the log
 * @param publicKey Ed25519
 * @see C2SP signed-note, verifier keys
 */
export function verifierKeyOf(name: string, publicKey: KeyObject): string {
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return `${name}+${keyIdOf(name, publicKey)}+${Buffer.concat([Buffer.of(ed25519), raw]).toString('base64')}`;
}

/** The key of such a text; null where it is none, or its key id is not that of its name and key. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim());
  if (!match) return null;
  const [, name = '', keyId, encoded = ''] = match;
  const blob = Buffer.from(encoded, 'base64');
  if (blob.length !== 33 || blob[0] !== ed25519) return null;
  const publicKey = createPublicKey({
    key: Buffer.concat([spkiPrefix, blob.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  return keyIdOf(name, publicKey) === keyId ? { name, publicKey } : null;
}

/** Signature type of signed notes: Ed25519. */
const ed25519 = 0x01;
// RFC 8410 section 4: the key's wrapping.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

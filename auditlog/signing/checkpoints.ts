import { type KeyObject, sign } from 'node:crypto';
import { PortcullisError } from '../../schema/errors.js';
import { type Checkpoint, isSignedBy, logOf, parseCheckpoint } from '../c2sp/checkpoint.js';
import { isKeyName, keyIdOf, signatureTypes, writeSignature } from '../c2sp/note.js';
import { primitives } from '../primitives.js';
import { toBase64, utf8 } from '../proofs/bytes.js';
import { publicKeyOf } from './keys.js';

/**
 * A checkpoint as a signed note: `origin\nsize\nbase64(root)\n\n— origin base64(key id || Ed25519 signature)\n`.
 *
 * @param keys Ed25519 private keys, the present one first: a line each
 * @throws PortcullisError INTERNAL for an invalid origin (white space, a plus, a control character) or size
 * @see C2SP tlog-checkpoint and signed-note
 */
export function signCheckpoint(checkpoint: Checkpoint, ...keys: readonly KeyObject[]): string {
  const { origin: name, size, root } = checkpoint;
  if (!isKeyName(name) || !Number.isSafeInteger(size) || size < 0) {
    throw new PortcullisError('INTERNAL', { message: 'This checkpoint cannot be written.' });
  }
  const text = `${name}\n${size}\n${toBase64(root)}\n`;
  const lines = keys.map((key) => {
    const keyId = keyIdOf(name, signatureTypes.note, publicKeyOf(key), primitives);
    return writeSignature({ name, keyId, signature: sign(null, utf8(text), key) });
  });
  return `${text}\n${lines.join('')}`;
}

/**
 * The checkpoint of a note, if it has the expected origin and the log's own key signed it; else null. Lines of unknown keys
 * are ignored; one false line of a known key refuses the whole note.
 *
 * @param publicKeys the log's present key, and those before a rotation
 */
export function openCheckpoint(note: string, origin: string, publicKeys: readonly Uint8Array[]): Checkpoint | null {
  const parsed = parseCheckpoint(note);
  if (parsed?.origin !== origin || !isSignedBy(parsed, publicKeys, primitives)) return null;
  return { origin: parsed.origin, size: parsed.size, root: parsed.root };
}

/**
 * The checkpoint of one of our own logs, under any origin of it: a deployment may have changed its name, and our key signs no
 * other log.
 */
export function openOwnCheckpoint(note: string, log: string, publicKeys: readonly Uint8Array[]): Checkpoint | null {
  const origin = parseCheckpoint(note)?.origin ?? '';
  return logOf(origin) === log ? openCheckpoint(note, origin, publicKeys) : null;
}

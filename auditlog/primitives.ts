import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { Primitives } from './proofs/primitives.js';

/** Node's cryptography. */
export const primitives: Primitives = {
  // Why by a string: a Buffer from node:crypto costs more than the hash.
  sha256: (bytes) => Buffer.from(hash('sha256', bytes, 'binary'), 'latin1'),
  verifyEd25519: (message, signature, publicKey) =>
    publicKey.length === 32 && verify(null, message, keyOf(publicKey), signature),
};

/** Parsing a key takes almost as long as checking a signature, and few keys sign many heads. */
const parsed = new WeakMap<Uint8Array, KeyObject>();

function keyOf(raw: Uint8Array): KeyObject {
  const known = parsed.get(raw);
  if (known) return known;
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
  parsed.set(raw, key);
  return key;
}

// RFC 8410 section 4: what precedes the key in its DER form.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

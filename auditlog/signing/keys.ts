import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { keyIdOf, type SignatureType, signatureTypes } from '../c2sp/note.js';
import type { AuditKeys, SigningKeys } from '../keys.js';
import { primitives } from '../primitives.js';
import { concatBytes, toBase64 } from '../proofs/bytes.js';

/** The 32 bytes of the Ed25519 public key of a private one. */
export function publicKeyOf(privateKey: KeyObject): Uint8Array {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
}

/**
 * The text form of a public key: `name+key id+base64(type || public key)`.
 *
 * @param name origin of the log, or name of the witness
 * @param publicKey Ed25519, 32 bytes
 * @see C2SP signed-note, verifier keys
 */
export function verifierKeyOf(name: string, publicKey: Uint8Array, type: SignatureType = signatureTypes.note): string {
  const keyId = keyIdOf(name, type, publicKey, primitives);
  return `${name}+${keyId}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;
}

/** The Ed25519 key pair of a 32-byte seed (RFC 8032). */
export function checkpointKeys(seed: Uint8Array): SigningKeys {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

/** Public keys that may have signed a log's checkpoints, the present one first. */
export function checkpointPublicKeys(
  keys: Pick<AuditKeys, 'previous'> & { readonly checkpoint: { readonly publicKey: Uint8Array } },
): readonly Uint8Array[] {
  const previous = keys.previous?.('checkpoint') ?? [];
  return [keys.checkpoint.publicKey, ...previous.map((seed) => checkpointKeys(seed).publicKey)];
}

/**
 * Private keys that sign checkpoints: the present one and its predecessor, so that a verifier who knows only the old key sees it
 * vouch for the new one.
 */
export function signingKeys(keys: Pick<AuditKeys, 'checkpoint' | 'previous'>): readonly KeyObject[] {
  const [before] = keys.previous?.('checkpoint') ?? [];
  return [keys.checkpoint.privateKey, ...(before ? [checkpointKeys(before).privateKey] : [])];
}

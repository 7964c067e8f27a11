import { type KeyObject, sign } from 'node:crypto';
import { cosignedMessage } from '../c2sp/cosignature.js';
import { keyIdOf, signatureTypes, writeSignature } from '../c2sp/note.js';
import { primitives } from '../primitives.js';
import { publicKeyOf } from './keys.js';

/**
 * The line by which a witness cosigns a head: `— name base64(key id || u64 time || Ed25519 signature)\n`.
 *
 * @param text the note's text; see `ParsedCheckpoint`
 * @param cosigner name and Ed25519 private key of the witness
 * @param time seconds since 1970
 * @see C2SP tlog-cosignature
 */
export function cosign(
  text: string,
  { name, privateKey }: { readonly name: string; readonly privateKey: KeyObject },
  time: number,
): string {
  const keyId = keyIdOf(name, signatureTypes.cosignature, publicKeyOf(privateKey), primitives);
  const seconds = Buffer.alloc(8);
  seconds.writeBigUInt64BE(BigInt(time));
  const signature = Buffer.concat([seconds, sign(null, cosignedMessage(text, time), privateKey)]);
  return writeSignature({ name, keyId, signature });
}

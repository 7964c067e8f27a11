import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { ParsedCheckpoint } from './checkpoint.js';
import { keyIdOf, type NoteSignature, rawKey, signatureTypes, writeSignature } from './note.js';
import type { VerifierKey } from './verifierKey.js';

/** A witness's statement that it saw a head, and that it extends all heads it saw before. */
export interface Cosignature {
  readonly key: VerifierKey;
  /** Seconds since 1970. */
  readonly time: number;
  readonly line: NoteSignature;
}

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
  const keyId = keyIdOf(name, signatureTypes.cosignature, rawKey(createPublicKey(privateKey)));
  const seconds = Buffer.alloc(8);
  seconds.writeBigUInt64BE(BigInt(time));
  const signature = Buffer.concat([seconds, sign(null, messageOf(text, time), privateKey)]);
  return writeSignature({ name, keyId, signature });
}

/**
 * The cosignatures of a head by these witnesses; other lines are ignored.
 *
 * @returns null if a line of one of these witnesses is false: then nothing in the note is believed
 */
export function openCosignatures(
  { text, signatures }: Pick<ParsedCheckpoint, 'text' | 'signatures'>,
  witnesses: readonly VerifierKey[],
): readonly Cosignature[] | null {
  const cosignatures: Cosignature[] = [];
  for (const line of signatures) {
    const key = witnesses.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (!key) continue;
    const time = openLine(text, line, key);
    if (time === null) return null;
    cosignatures.push({ key, time, line });
  }
  return cosignatures;
}

function openLine(text: string, { signature }: NoteSignature, { publicKey }: VerifierKey): number | null {
  if (signature.length !== 8 + 64) return null;
  const time = Number(Buffer.from(signature.subarray(0, 8)).readBigUInt64BE());
  // Time zero means that the witness does not state that this is the largest head.
  if (!Number.isSafeInteger(time) || time === 0) return null;
  return verify(null, messageOf(text, time), publicKey, signature.subarray(8)) ? time : null;
}

function messageOf(text: string, time: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`, 'utf8');
}

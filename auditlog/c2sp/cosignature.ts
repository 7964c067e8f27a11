import { utf8 } from '../proofs/bytes.js';
import type { Primitives } from '../proofs/primitives.js';
import type { ParsedCheckpoint } from './checkpoint.js';
import type { NoteSignature } from './note.js';
import type { VerifierKey } from './verifierKey.js';

/** A witness's statement that it saw a head, and that it extends all heads it saw before. */
export interface Cosignature {
  readonly key: VerifierKey;
  /** Seconds since 1970. */
  readonly time: number;
  readonly line: NoteSignature;
}

/**
 * The cosignatures of a head by these witnesses; other lines are ignored.
 *
 * @returns null if a line of one of these witnesses is false: then nothing in the note is believed
 */
export function openCosignatures(
  { text, signatures }: Pick<ParsedCheckpoint, 'text' | 'signatures'>,
  witnesses: readonly VerifierKey[],
  primitives: Primitives,
): readonly Cosignature[] | null {
  const cosignatures: Cosignature[] = [];
  for (const line of signatures) {
    const key = witnesses.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (!key) continue;
    const time = openLine(text, line, key, primitives);
    if (time === null) return null;
    cosignatures.push({ key, time, line });
  }
  return cosignatures;
}

function openLine(
  text: string,
  { signature }: NoteSignature,
  { publicKey }: VerifierKey,
  { verifyEd25519 }: Primitives,
): number | null {
  if (signature.length !== 8 + 64) return null;
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
  // Time zero means that the witness does not state that this is the largest head.
  if (!Number.isSafeInteger(time) || time === 0) return null;
  return verifyEd25519(cosignedMessage(text, time), signature.subarray(8), publicKey) ? time : null;
}

/** What a witness signs: the note's text, and when. */
export function cosignedMessage(text: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

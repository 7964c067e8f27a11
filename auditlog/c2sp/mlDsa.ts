import { PortcullisError } from '../../schema/errors.js';
import type { Checkpoint, ParsedCheckpoint } from './checkpoint.js';
import { askThread } from './mlDsaThread.js';
import { keyIdOf, type NoteSignature, signatureTypes, writeSignature } from './note.js';
import { splitVerifierKey, type VerifierKey } from './verifierKey.js';

/*
 * The second signature of heads and cosignatures, by ML-DSA-44 (FIPS 204). Ed25519 decides alone, so that all decide alike; a second line
 * that is false refuses its note.
 */

/** A public key of ML-DSA-44: of a log, which signs its own heads, or of a witness. */
export interface MlDsaKey extends Pick<VerifierKey, 'name' | 'keyId'> {
  readonly raw: Uint8Array;
}

/** Who signs so: the origin of a log, or the name of a witness, and 32 secret bytes. */
export interface MlDsaSigner {
  readonly name: string;
  readonly seed: Uint8Array;
}

/**
 * The line by which a log signs its head, or a witness cosigns one: `— name base64(key id || u64 time || ML-DSA-44 signature)\n`.
 *
 * @param time seconds since 1970
 * @throws PortcullisError INTERNAL for a name of more than 255 bytes
 * @see C2SP tlog-cosignature
 */
export async function signMlDsa({ name, seed }: MlDsaSigner, head: Checkpoint, time: number): Promise<string> {
  const message = messageOf(name, head, timeBytes(time));
  const { publicKey, signature } = await askThread({ seed, message });
  if (!publicKey || !signature) throw new PortcullisError('INTERNAL', { message: 'Nothing was signed.' });
  const keyId = keyIdOf(name, signatureTypes.mlDsa, publicKey);
  return writeSignature({ name, keyId, signature: Buffer.concat([timeBytes(time), signature]) });
}

/** The 1312 bytes of the public key of a seed. */
export async function mlDsaPublicKey(seed: Uint8Array): Promise<Uint8Array> {
  const { publicKey } = await askThread({ seed, message: new Uint8Array() });
  if (!publicKey) throw new PortcullisError('INTERNAL', { message: 'No key was made.' });
  return publicKey;
}

/** The key of such a text; null where it is none of ML-DSA-44, or its key id is not that of its name and key. */
export function parseMlDsaKey(text: string): MlDsaKey | null {
  const key = splitVerifierKey(text);
  return key?.type === signatureTypes.mlDsa && key.raw.length === 1312 ? key : null;
}

/** The lines of a note that are of these keys; null where one of them is false: then nothing of the note is believed. */
export async function openMlDsa(
  parsed: ParsedCheckpoint,
  keys: readonly MlDsaKey[],
): Promise<readonly NoteSignature[] | null> {
  const lines: NoteSignature[] = [];
  for (const line of parsed.signatures) {
    const key = keys.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (!key) continue;
    if (!(await isTrue(line, parsed, key))) return null;
    lines.push(line);
  }
  return lines;
}

async function isTrue(
  { name, signature: signed }: NoteSignature,
  head: Checkpoint,
  { raw }: MlDsaKey,
): Promise<boolean> {
  const [time, signature] = [signed.subarray(0, 8), signed.subarray(8)];
  if (signature.length !== 2420 || (time[0] ?? 0) > 0x7f) return false;
  const { isTrue = false } = await askThread({ publicKey: raw, message: messageOf(name, head, time), signature });
  return isTrue;
}

/** The `cosigned_message` of a head. */
function messageOf(name: string, { origin, size, root }: Checkpoint, time: Uint8Array): Buffer {
  const range = Buffer.alloc(16);
  range.writeBigUInt64BE(BigInt(size), 8);
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), sized(name), time, sized(origin), range, root]);
}

function sized(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > 255) throw new PortcullisError('INTERNAL', { message: 'This name is too long to be signed.' });
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
}

function timeBytes(seconds: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(seconds));
  return bytes;
}

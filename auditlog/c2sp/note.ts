import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** A signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** Four bytes, hex. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** Signature types, the first byte of an encoded public key. C2SP signed-note, signature types. */
export const signatureTypes = { note: 0x01, cosignature: 0x04 } as const;

/** One of `signatureTypes`. */
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes];

/** The line of a signature: `— name base64(key id || signature)\n`. */
export function writeSignature({ name, keyId, signature }: NoteSignature): string {
  return `\u2014 ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64')}\n`;
}

/** A note with more lines is refused: 64 witnesses, and the log's own. The specification asks for 16 at least. */
const maxSignatures = 72;

/** The signatures of a note's lines, each with its newline; null if a line is malformed. */
export function parseSignatures(lines: string): readonly NoteSignature[] | null {
  if (!/^(?:\u2014 [^\n ]+ [A-Za-z0-9+/=]+\n)+$/.test(lines)) return null;
  const signatures = lines.trimEnd().split('\n').map(parseSignature);
  if (signatures.length > maxSignatures) return null;
  const parsed = signatures.filter((line) => line !== null);
  return parsed.length === signatures.length ? parsed : null;
}

function parseSignature(line: string): NoteSignature | null {
  const [, name = '', encoded = ''] = line.split(' ');
  const bytes = strictBase64(encoded);
  if (!bytes || bytes.length <= 4 || !isKeyName(name)) return null;
  return { name, keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
}

/** Key id of a signed note: the first four bytes of SHA-256(name, newline, type, public key), hex. */
export function keyIdOf(name: string, type: number, raw: Uint8Array): string {
  return createHash('sha256').update(`${name}\n`, 'utf8').update(Buffer.of(type)).update(raw).digest('hex').slice(0, 8);
}

/** The 32 bytes of an Ed25519 public key. */
export function rawKey(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
}

/** The Ed25519 public key of 32 bytes. */
export function keyOfRaw(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
}

// RFC 8410 section 4: what precedes the key in its DER form.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Base64 of some bytes, as notes and proofs write it. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

/**
 * The bytes of a base64 text; null unless the text is their only encoding. Why: Buffer.from ignores foreign characters and stray
 * bits, and two spellings of one value would be two notes of one head.
 */
export function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** True if a text may name a key: no white space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\p{Cc}\p{Cs}\p{Z}\s+]+$/u.test(name);
}

import { concatBytes, fromHex, strictBase64, toBase64, toHex, utf8 } from '../proofs/bytes.js';
import type { Primitives } from '../proofs/primitives.js';

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
  return `\u2014 ${name} ${toBase64(concatBytes(fromHex(keyId) ?? new Uint8Array(), signature))}\n`;
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
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}

/** Key id of a signed note: the first four bytes of SHA-256(name, newline, type, public key), hex. */
export function keyIdOf(name: string, type: number, raw: Uint8Array, { sha256 }: Primitives): string {
  return toHex(sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(type), raw)).subarray(0, 4));
}

/** True if a text may name a key: no white space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return /^[^\p{Cc}\p{Cs}\p{Z}\s+]+$/u.test(name);
}

import { isUtf8 } from 'node:buffer';
import type { Encoding } from './encoding.js';

/** Text of some bytes; null where they are invalid in the encoding. Never silently a replacement character. */
export type DecodeText = (bytes: Buffer) => string | null;

/** Creates the decoder of a file's lines. */
export function createDecodeText({ name }: Encoding): DecodeText {
  if (name === 'utf-8') return (bytes) => (isUtf8(bytes) ? bytes.toString('utf8') : null);
  if (name === 'windows-1252') return decodeWindows1252;
  const decoder = new TextDecoder(name, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
}

/** 0x80 to 0x9f, where windows-1252 differs from Latin-1. @see https://encoding.spec.whatwg.org/index-windows-1252.txt */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Why not TextDecoder: some releases of Node.js read windows-1252 as Latin-1. */
function decodeWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] as string);
}

/** Length in bytes of the UTF-8 character at this place; 0 where there is none. */
export function toSequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

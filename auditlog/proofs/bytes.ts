/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

const encoder = new TextEncoder();

/** Bytes, one after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** True if two are equal, in a time that does not tell where they differ; false for other lengths. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let different = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) different |= (a[at] as number) ^ (b[at] ?? 0);
  return different === 0;
}

/** Bytes in hex, lower case. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of a text in hex, lower case; null if it is none. */
export function fromHex(text: string): Uint8Array | null {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Base64 of some bytes, with padding: as notes and proofs write it. */
export function toBase64(bytes: Uint8Array): string {
  const { length } = bytes;
  let text = '';
  for (let at = 0; at < length; at += 3) {
    const group = ((bytes[at] as number) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += digits.charAt(group >> 18) + digits.charAt((group >> 12) & 63);
    text += at + 1 < length ? digits.charAt((group >> 6) & 63) : '=';
    text += at + 2 < length ? digits.charAt(group & 63) : '=';
  }
  return text;
}

/**
 * The bytes of a base64 text; null unless the text is their only encoding. Why not by `Buffer` or `atob`: they pass over stray bits,
 * white space and more, and two spellings of one value would be two notes of one head.
 */
export function strictBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const bytes = new Uint8Array((text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0));
  for (let at = 0, place = 0; at < text.length; at += 4) {
    let group = 0;
    for (let digit = at; digit < at + 4; digit += 1) group = (group << 6) | (values[text.charCodeAt(digit)] ?? 0);
    for (let shift = 16; shift >= 0; shift -= 8, place += 1) bytes[place] = group >> shift;
  }
  return toBase64(bytes) === text ? bytes : null;
}

// RFC 4648 section 4.
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values: readonly number[] = Array.from({ length: 128 }, (_, code) =>
  Math.max(0, digits.indexOf(String.fromCharCode(code))),
);

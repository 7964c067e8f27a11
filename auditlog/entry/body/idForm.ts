/** A form of ids whose digits are packed as bytes. */
export interface Form {
  readonly digits: number;
  /** Bytes that it is packed in: whole blocks of 16, zero behind what the digits say. */
  readonly size: number;
  /**
   * Packs the digits at a place of a text's bytes; false if one of them is none, they are not the only ones for their bytes, or
   * `prefixOf` tells another form.
   */
  pack(text: Uint8Array, from: number, bytes: Uint8Array, at: number): boolean;
  /** Writes the digits of packed bytes. */
  unpack(bytes: Uint8Array, from: number, text: Uint8Array, at: number): void;
}

/** The prefix of an id as its series states it, by its length and how it begins: empty for a pseudonym, null for any other text. */
export function prefixOf(id: string): string | null {
  const end = id.length - publicId.digits - 1;
  if (end > 0 && id.charCodeAt(end) === underscore) {
    const prefix = id.slice(0, end);
    if (isPrefix(prefix)) return prefix;
  }
  return id.length === pseudonym.digits ? '' : null;
}

/** True for what may precede the underscore of a public id, and for the empty prefix of pseudonyms. */
export function isPrefix(text: string): boolean {
  return /^[a-z]{0,40}$/.test(text);
}

/** What precedes the digits. */
export function startOf(prefix: string): string {
  return prefix === '' ? '' : `${prefix}_`;
}

/** The form of the ids of a prefix. */
export function formOf(prefix: string): Form {
  return prefix === '' ? pseudonym : publicId;
}

/** Blocks of 16 bytes that an id of a prefix is packed in. */
export function blocksOf(prefix: string): number {
  return formOf(prefix).size / 16;
}

/** Makes the codes of an alphabet, as bytes of a text, and by byte the value of each digit; -1 if it is none. */
function alphabet(digits: string): { readonly codes: Uint8Array; readonly values: Int8Array } {
  const codes = Buffer.from(digits);
  return { codes, values: Int8Array.from({ length: 256 }, (_, code) => codes.indexOf(code)) };
}

const base32 = alphabet('abcdefghijklmnopqrstuvwxyz234567');
const base64 = alphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

/** Four digits of base 32, 20 bits; negative if one of them is none. */
function halfAt(text: Uint8Array, at: number): number {
  const { values } = base32;
  return (
    ((values[text[at] as number] as number) << 15) |
    ((values[text[at + 1] as number] as number) << 10) |
    ((values[text[at + 2] as number] as number) << 5) |
    (values[text[at + 3] as number] as number)
  );
}

function writeHalf(value: number, text: Uint8Array, at: number): void {
  const { codes } = base32;
  text[at] = codes[value >> 15] as number;
  text[at + 1] = codes[(value >> 10) & 31] as number;
  text[at + 2] = codes[(value >> 5) & 31] as number;
  text[at + 3] = codes[value & 31] as number;
}

const publicId: Form = {
  digits: 24,
  size: 16,
  pack(text, from, bytes, at) {
    // Eight digits are five bytes.
    for (let digit = from, to = at; digit < from + 24; digit += 8, to += 5) {
      const high = halfAt(text, digit);
      const low = halfAt(text, digit + 4);
      if ((high | low) < 0) return false;
      bytes[to] = high >> 12;
      bytes[to + 1] = high >> 4;
      bytes[to + 2] = (high << 4) | (low >> 16);
      bytes[to + 3] = low >> 8;
      bytes[to + 4] = low;
    }
    bytes[at + 15] = 0;
    return true;
  },
  unpack(bytes, from, text, at) {
    for (let byte = from, to = at; to < at + 24; byte += 5, to += 8) {
      const middle = bytes[byte + 2] as number;
      writeHalf(((bytes[byte] as number) << 12) | ((bytes[byte + 1] as number) << 4) | (middle >> 4), text, to);
      const low = ((middle & 15) << 16) | ((bytes[byte + 3] as number) << 8) | (bytes[byte + 4] as number);
      writeHalf(low, text, to + 4);
    }
  },
};

const pseudonym: Form = {
  digits: 43,
  size: 32,
  pack(text, from, bytes, at) {
    if (isPublicId(text, from)) return false;
    const { values } = base64;
    let value = 0;
    for (let digit = 0, to = at; digit < 43; digit += 1) {
      const read = values[text[from + digit] as number] as number;
      if (read < 0) return false;
      value = ((value << 6) | read) & 0xffff;
      if (digit % 4 === 0) continue;
      bytes[to] = value >> (6 - 2 * (digit % 4));
      to += 1;
    }
    // Two bits of the last digit belong to no byte.
    return (value & 3) === 0;
  },
  unpack(bytes, from, text, at) {
    const { codes } = base64;
    for (let byte = from, to = at; to < at + 43; byte += 3, to += 4) {
      // Behind the last byte, the last digit has two bits more.
      const last = byte + 2 < from + 32 ? (bytes[byte + 2] as number) : 0;
      const value = ((bytes[byte] as number) << 16) | ((bytes[byte + 1] as number) << 8) | last;
      text[to] = codes[value >> 18] as number;
      text[to + 1] = codes[(value >> 12) & 63] as number;
      text[to + 2] = codes[(value >> 6) & 63] as number;
      if (to + 3 < at + 43) text[to + 3] = codes[value & 63] as number;
    }
  },
};

/** True for bytes as many as a pseudonym has which `prefixOf` takes for a public id, whatever stands before them. */
function isPublicId(text: Uint8Array, from: number): boolean {
  const end = from + pseudonym.digits - publicId.digits - 1;
  if (text[end] !== underscore) return false;
  // Byte by byte: a text of them would take as long as ten ids, and each 64th pseudonym has the underscore.
  for (let at = from; at < end; at += 1)
    if ((text[at] as number) < letterA || (text[at] as number) > letterZ) return false;
  return true;
}

const underscore = 0x5f;
const [letterA, letterZ] = [0x61, 0x7a];

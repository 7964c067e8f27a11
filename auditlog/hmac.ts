import { hash } from 'node:crypto';

/** HMAC-SHA256 under one key, for many short texts. */
export interface Hmac {
  /** The code of a text (as UTF-8), in hex. */
  hex(text: string): string;
  /** The 32 bytes of the code, as a string of 32 characters up to U+00FF. */
  binary(text: string): string;
  /** Switches to another key. */
  rekey(key: Uint8Array): void;
}

/**
 * HMAC-SHA256 from two one-shot hashes (RFC 2104: H(K ^ opad, H(K ^ ipad, text))).
 *
 * Why not `createHmac`: most of its time goes into an object, a native handle and a Buffer for each text, and an answer of a
 * thousand records has a thousand tokens.
 *
 * @param key up to 64 bytes, SHA-256's block; copied
 */
export function createHmacSha256(key: Uint8Array): Hmac {
  let inner = Buffer.alloc(block + 192);
  const outer = Buffer.alloc(block + 32);
  const rekey = (next: Uint8Array): void => {
    if (next.length > block) throw new RangeError('an HMAC key of more than one block');
    for (let i = 0; i < block; i += 1) {
      const byte = next[i] ?? 0;
      inner[i] = byte ^ 0x36;
      outer[i] = byte ^ 0x5c;
    }
  };
  rekey(key);
  const innerOf = (text: string): string => {
    // UTF-8 takes at most three bytes for a UTF-16 unit.
    if (block + text.length * 3 > inner.length) inner = Buffer.concat([inner], block + text.length * 3);
    return hash('sha256', inner.subarray(0, block + inner.write(text, block, 'utf8')), 'binary');
  };
  const prepared = (text: string): Buffer => {
    outer.write(innerOf(text), block, 'latin1');
    return outer;
  };
  return {
    rekey,
    hex: (text) => hash('sha256', prepared(text), 'hex'),
    binary: (text) => hash('sha256', prepared(text), 'binary'),
  };
}

/**
 * Writes the codes of one text under many keys of 32 bytes: the text is encoded once.
 *
 * @param length how many bytes of each code to write
 */
export function createCodeWriter(text: string, length: number): (key: Uint8Array, into: Buffer, at: number) => void {
  const inner = Buffer.alloc(block + Buffer.byteLength(text), 0x36);
  inner.write(text, block, 'utf8');
  const outer = Buffer.alloc(block + 32, 0x5c);
  return (key, into, at) => {
    if (key.length !== 32) throw new RangeError('a key must have 32 bytes');
    for (let i = 0; i < 32; i += 1) {
      const byte = key[i] as number;
      inner[i] = byte ^ 0x36;
      outer[i] = byte ^ 0x5c;
    }
    outer.write(hash('sha256', inner, 'binary'), block, 'latin1');
    into.write(hash('sha256', outer, 'binary'), at, length, 'latin1');
  };
}

/** Block of SHA-256, bytes. */
const block = 64;

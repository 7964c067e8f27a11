import { createHmac, type KeyObject, randomBytes } from 'node:crypto';

/** Returns that many bytes; `randomBytes` of node:crypto is one. */
export type RandomSource = (bytes: number) => Uint8Array;

/** RFC 4648 section 6, in lower case. */
const base32Alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 120 bits, 24 characters: ids never collide. */
const idBytes = 15;

/**
 * The opaque reference of a record, the same wherever its identifier is stated: HMAC-SHA256 under the link key over the type and
 * the parts of its natural identifier, base64url, 43 characters. Without the key nobody can tell which identifier it stands for, nor
 * try them out.
 *
 * @param naturalIdentifier in the normal form of its kind (upper case if the kind has no case); surrounding spaces and the Unicode
 *   composition of letters make no difference
 */
export function computeRef(
  linkKey: Uint8Array | KeyObject,
  type: string,
  ...naturalIdentifier: readonly string[]
): string {
  const mac = createHmac('sha256', linkKey);
  // Invariant: each part follows its length, so that ("a", "bc") and ("ab", "c") are different messages.
  for (const part of ['portcullis/ref', type, ...naturalIdentifier]) {
    const bytes = Buffer.from(part.normalize('NFC').trim(), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest('base64url');
}

/** Bytes drawn at once: a call of the generator costs more than making an id. */
const poolBytes = 4096;
let pool = new Uint8Array();

/** Random bytes, each used once. */
function pooledRandom(bytes: number): Uint8Array {
  if (pool.length < bytes) pool = randomBytes(poolBytes);
  const taken = pool.subarray(0, bytes);
  pool = pool.subarray(bytes);
  return taken;
}

/**
 * A new public id, e.g. `person_k3v...`: 120 random bits, no time in it.
 *
 * @param random another source of bytes, for reproducible ids
 */
export function newId(prefix: string, random: RandomSource = pooledRandom): string {
  return `${prefix}_${toBase32(random(idBytes))}`;
}

function toBase32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += base32Alphabet[(value >> bits) & 31];
    }
  }
  return bits === 0 ? text : text + base32Alphabet[(value << (5 - bits)) & 31];
}

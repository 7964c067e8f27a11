/**
 * Arrays in PostgreSQL's binary format: one parameter for a column of many rows. Why not the driver's arrays: it writes them as
 * text, with bytes in hex and texts escaped, which is several times the work on both sides.
 *
 * Format (src/backend/utils/adt/arrayfuncs.c, array_recv), all numbers big-endian: dimensions (1), null flag, element
 * type, length, first subscript (1), then each element's length, -1 for NULL, and its bytes.
 */

/** `text[]`. */
export function textArray(values: readonly (string | null)[]): Buffer {
  let size = 0;
  for (const value of values) size += 4 + (value === null ? 0 : Buffer.byteLength(value));
  const { array, start } = createArray(25, values.length, size);
  let at = start;
  for (const value of values) {
    const length = value === null ? -1 : array.write(value, at + 4, 'utf8');
    at = array.writeInt32BE(length, at) + Math.max(0, length);
  }
  return array;
}

/** `bytea[]`. */
export function bytesArray(values: readonly Uint8Array[]): Buffer {
  let size = 0;
  for (const value of values) size += 4 + value.length;
  const { array, start } = createArray(17, values.length, size);
  let at = start;
  for (const value of values) {
    at = array.writeInt32BE(value.length, at);
    array.set(value, at);
    at += value.length;
  }
  return array;
}

/** `bigint[]`; safe integers. */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  const { array, start } = createArray(20, values.length, values.length * 12);
  let at = start;
  for (const value of values) {
    if (value === null) at = array.writeInt32BE(-1, at);
    else at = array.writeBigInt64BE(BigInt(value), array.writeInt32BE(8, at));
  }
  return array.subarray(0, at);
}

/** `uuid[]` of packed values, 16 bytes each, in several parts. */
export function uuidArray(parts: readonly Uint32Array[]): Buffer {
  let count = 0;
  for (const part of parts) count += part.length / 4;
  const { array, start } = createArray(2950, count, count * 20);
  // After the header of 20 bytes, each element's length and bytes are five whole words.
  const words = new Uint32Array(array.buffer, array.byteOffset + start, count * 5);
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 4) {
      words[at] = sixteen;
      for (let word = 0; word < 4; word += 1) words[at + 1 + word] = part[i + word] as number;
      at += 5;
    }
  }
  return array;
}

/** `timestamptz[]` of milliseconds since 1970; PostgreSQL counts microseconds since 2000. */
export function instantArray(milliseconds: readonly number[]): Buffer {
  const array = bigintArray(milliseconds.map((at) => (at - epoch2000) * 1000));
  array.writeInt32BE(1184, 8);
  return array;
}

const epoch2000 = Date.UTC(2000, 0, 1);
/** 16 as four big-endian bytes, read as a word of this machine. */
const [sixteen = 0] = new Uint32Array(Uint8Array.of(0, 0, 0, 16).buffer);

/** An array with room for elements: `size` bytes from `start` on. */
function createArray(elementType: number, length: number, size: number): { array: Buffer; start: number } {
  const start = 20;
  // Memory of its own: words are laid over it, which must start at a multiple of four.
  const array = Buffer.from(new ArrayBuffer(start + size));
  // An empty array has no dimension, and ends after its type.
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  // The flag for NULLs is not used; it must be 0 or 1.
  array.writeInt32BE(1, 4);
  array.writeInt32BE(elementType, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return { array: length === 0 ? array.subarray(0, 12) : array, start };
}

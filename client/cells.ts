/*
 * Which objects of an answer a line of `extensions.withheld` is about, in few bytes. Imports nothing: front-ends take this
 * file as it is, and sources and gateway use it too.
 */

/**
 * A subset of `n` objects that have an order. Of the two forms the shorter is sent, as base64url without padding:
 *
 * - `runs`: lengths of runs in turn, first of objects that are not in it, then of objects that are; each an unsigned LEB128
 *   number. What is left at the end is not in it.
 * - `bits`: object `i` is in it where bit `i % 8` of byte `i / 8` is set, the lowest bit first.
 */
export interface Cells {
  readonly n: number;
  readonly runs?: string;
  readonly bits?: string;
}

/**
 * A subset in the shorter of its forms; null where it is the whole, which needs none.
 *
 * @param holds a byte for each object, 1 where it is in the subset
 */
export function encodeCells(holds: Uint8Array): Cells | null {
  const n = holds.length;
  if (!holds.includes(0)) return null;
  const most = Math.ceil(n / 8);
  const runs = runsOf(holds, most);
  return runs ? { n, runs: toBase64url(runs) } : { n, bits: toBase64url(bitsOf(holds)) };
}

/**
 * A byte for each object, 1 where it is in the subset.
 *
 * @throws RangeError where the text is not one that `encodeCells` writes for `n` objects
 */
export function decodeCells({ n, runs, bits }: Cells): Uint8Array {
  if (!Number.isSafeInteger(n) || n < 0 || (runs === undefined) === (bits === undefined)) throw malformed();
  return bits === undefined ? fromRuns(n, fromBase64url(runs ?? '')) : fromBits(n, fromBase64url(bits));
}

/** Null where they would be longer than `most` bytes. */
function runsOf(holds: Uint8Array, most: number): number[] | null {
  const bytes: number[] = [];
  let from = 0;
  for (let value = 0; ; value = 1 - value) {
    const to = holds.indexOf(1 - value, from);
    if (to < 0 && value === 0) break;
    pushNumber(bytes, (to < 0 ? holds.length : to) - from);
    if (bytes.length > most) return null;
    if (to < 0) break;
    from = to;
  }
  return bytes;
}

function pushNumber(bytes: number[], number: number): void {
  let rest = number;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

function bitsOf(holds: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(holds.length / 8));
  for (let index = 0; index < holds.length; index += 1)
    if (holds[index] === 1) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  return bytes;
}

function fromRuns(n: number, bytes: Uint8Array): Uint8Array {
  const holds = new Uint8Array(n);
  let at = 0;
  let value = 0;
  let length = 0;
  let scale = 1;
  for (const byte of bytes) {
    length += (byte & 127) * scale;
    scale *= 128;
    if (at + length > n) throw malformed();
    if (byte > 127) continue;
    holds.fill(value, at, at + length);
    at += length;
    value = 1 - value;
    length = 0;
    scale = 1;
  }
  if (scale !== 1) throw malformed();
  return holds;
}

function fromBits(n: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== Math.ceil(n / 8)) throw malformed();
  const holds = new Uint8Array(n);
  for (let index = 0; index < n; index += 1) holds[index] = ((bytes[index >> 3] ?? 0) >> (index & 7)) & 1;
  if (n % 8 !== 0 && (bytes.at(-1) ?? 0) >> (n % 8) !== 0) throw malformed();
  return holds;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const sixBits = new Map([...alphabet].map((letter, value) => [letter, value]));

function toBase64url(bytes: ArrayLike<number>): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    held = (held << 8) | (bytes[index] ?? 0);
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += alphabet[held >> bits];
      held &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + alphabet[held << (6 - bits)] : text;
}

function fromBase64url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = sixBits.get(letter);
    if (value === undefined) throw malformed();
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    at += 1;
    held &= (1 << bits) - 1;
  }
  // What is left over are zeros that fill the last letter.
  if (bits >= 6 || held !== 0) throw malformed();
  return bytes;
}

function malformed(): RangeError {
  return new RangeError('malformed cells');
}

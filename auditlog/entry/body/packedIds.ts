/** Public ids of one prefix that follow each other, as many as can: their random parts stand elsewhere, in the same order. */
type Series = readonly [prefix: string, count: number];

/** Ids in their order: series of public ids, and any other as its text. */
export type IdList = readonly (string | Series)[];

/** Packs ids: `person_` and 24 digits of base 32 (storage/keys/ref.ts) become 15 bytes, any other stays a text. */
export class IdPacker {
  #bytes = new Uint8Array(64 * idSize);
  #size = 0;

  /** The random parts of what was packed since `clear`; valid until more is packed. */
  get packed(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  clear(): void {
    this.#size = 0;
  }

  pack(ids: readonly string[]): IdList {
    const list: (string | Series)[] = [];
    // Few at first, so that ids of many prefixes by turns are not tried again and again.
    let most = 4;
    for (let at = 0; at < ids.length; ) {
      const id = ids[at] as string;
      const start = startOf(id);
      const alike = start === '' ? [] : ids.slice(at, endOfLength(ids, at, at + most));
      const count = this.#packAlike(alike, start.length);
      const last = list.at(-1);
      if (count === 0) list.push(id);
      else if (typeof last === 'object' && start === `${last[0]}_`) list[list.length - 1] = [last[0], last[1] + count];
      else list.push([start.slice(0, -1), count]);
      at += Math.max(1, count);
      most = count === most ? Math.min(atOnce, most * 4) : 4;
    }
    return list;
  }

  /** Packs ids of one length, up to the first that begins otherwise or has another form; returns how many. */
  #packAlike(ids: readonly string[], start: number): number {
    // Why as bytes: reading a text by `charCodeAt` takes twice as long.
    const text = ids.join('');
    // Other characters would be cut to a byte.
    if (Buffer.byteLength(text) !== text.length) return ids.length === 1 ? 0 : this.#packAlike(ids.slice(0, 1), start);
    texts.write(text, 'latin1');
    if (this.#size + ids.length * idSize > this.#bytes.length) this.#grow();
    const length = start + digits;
    for (let id = 0; id < ids.length; id += 1) {
      for (let at = 0; at < start; at += 1) if (texts[id * length + at] !== texts[at]) return id;
      if (!this.#add(id * length + start)) return id;
    }
    return ids.length;
  }

  /** Packs the digits at a place of `texts`; false if one of them is none. */
  #add(from: number): boolean {
    const bytes = this.#bytes;
    for (let at = this.#size, digit = from; digit < from + digits; digit += 8, at += 5) {
      const high = halfAt(digit);
      const low = halfAt(digit + 4);
      if ((high | low) < 0) return false;
      bytes[at] = high >> 12;
      bytes[at + 1] = high >> 4;
      bytes[at + 2] = (high << 4) | (low >> 16);
      bytes[at + 3] = low >> 8;
      bytes[at + 4] = low;
    }
    this.#size += idSize;
    return true;
  }

  #grow(): void {
    const grown = new Uint8Array(this.#bytes.length * 2 + atOnce * idSize);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/**
 * The ids of a list; null if it is none, or names more than these bytes hold.
 *
 * @returns how many bytes they took, too
 */
export function unpackIds(
  list: unknown,
  bytes: Uint8Array,
): { readonly ids: readonly string[]; readonly size: number } | null {
  if (!Array.isArray(list)) return null;
  const ids: string[] = [];
  let size = 0;
  for (const each of list) {
    if (typeof each === 'string') {
      ids.push(each);
      continue;
    }
    const [prefix, count] = Array.isArray(each) ? each : [];
    if (typeof prefix !== 'string' || !isStart.test(`${prefix}_`) || !Number.isSafeInteger(count)) return null;
    const end = size + count * idSize;
    if (end > bytes.length) return null;
    for (; size < end; size += atOnce * idSize)
      unpackSome(`${prefix}_`, bytes.subarray(size, Math.min(end, size + atOnce * idSize)), ids);
    size = end;
  }
  return { ids, size };
}

/** Adds the ids of at most `atOnce` random parts. */
function unpackSome(start: string, bytes: Uint8Array, into: string[]): void {
  const length = start.length + digits;
  let end = texts.write(start, 'latin1');
  for (let from = 0; from < bytes.length; from += idSize) {
    // The prefix of the first is copied to the others: a call for each would take longer.
    for (let at = 0; from > 0 && at < start.length; at += 1, end += 1) texts[end] = texts[at] as number;
    for (let at = from; at < from + idSize; at += 5, end += 8) {
      const middle = bytes[at + 2] as number;
      writeHalf(((bytes[at] as number) << 12) | ((bytes[at + 1] as number) << 4) | (middle >> 4), end);
      writeHalf(((middle & 15) << 16) | ((bytes[at + 3] as number) << 8) | (bytes[at + 4] as number), end + 4);
    }
  }
  const text = texts.toString('latin1', 0, end);
  for (let from = 0; from < end; from += length) into.push(text.slice(from, from + length));
}

/** Where ids from a place on are no longer as long as the first, or `most` is reached. */
function endOfLength(ids: readonly string[], at: number, most: number): number {
  const length = ids[at]?.length;
  let end = at + 1;
  while (end < ids.length && end < most && ids[end]?.length === length) end += 1;
  return end;
}

/** What precedes the digits; empty if the id has another form. */
function startOf(id: string): string {
  const start = id.slice(0, Math.max(0, id.length - digits));
  return isStart.test(start) ? start : '';
}

/** The value of four digits of `texts`, 20 bits; negative if one of them is none. */
function halfAt(at: number): number {
  return (valueAt(at) << 15) | (valueAt(at + 1) << 10) | (valueAt(at + 2) << 5) | valueAt(at + 3);
}

function valueAt(at: number): number {
  return values[texts[at] as number] as number;
}

function writeHalf(value: number, at: number): void {
  texts[at] = codes[value >> 15] as number;
  texts[at + 1] = codes[(value >> 10) & 31] as number;
  texts[at + 2] = codes[(value >> 5) & 31] as number;
  texts[at + 3] = codes[value & 31] as number;
}

/** The random part of an id: 120 bits, and its digits of five bits each. */
const idSize = 15;
const digits = 24;
/** How many ids are read or written at once. */
const atOnce = 256;
const longestPrefix = 40;
const isStart = new RegExp(`^[a-z]{1,${longestPrefix}}_$`);
const texts = Buffer.alloc(atOnce * (longestPrefix + 1 + digits));
const codes = Buffer.from('abcdefghijklmnopqrstuvwxyz234567');
const values = Int8Array.from({ length: 256 }, (_, code) => codes.indexOf(code));

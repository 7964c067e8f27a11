import { type Form, formOf, isPrefix, prefixOf, startOf } from './idForm.js';

/**
 * Ids of one form that follow each other, as many as can: `["person",12]` are public ids, `["",3]` pseudonyms. Their parts stand
 * elsewhere, in the same order.
 */
type Series = readonly [prefix: string, count: number];

/** Ids in their order: series, and any other id as its text. */
export type IdList = readonly (string | Series)[];

/** The ids of some groups. */
export interface PackedIds {
  /** A list for each group. */
  readonly lists: readonly IdList[];
  /** What the series of all lists stand for, one after the other; words of this machine, `blocksOf` says how many for an id. */
  readonly parts: Uint32Array;
}

/**
 * Packs ids: the 24 digits of base 32 behind `person_` (`newId`) become 16 bytes, the 43 of base64url that are a pseudonym
 * (`computeRef`) 32; any other id stays a text.
 */
export function packIds(groups: readonly { readonly ids: readonly string[] }[]): PackedIds {
  const packing = new Packing();
  const lists = groups.map(({ ids }) => packing.add(ids));
  return { lists, parts: packing.parts };
}

/** Parts while they are packed. */
class Packing {
  #bytes = room;
  #size = 0;

  /** A copy of what was added. */
  get parts(): Uint32Array {
    return new Uint32Array(this.#bytes.slice(0, this.#size).buffer);
  }

  add(ids: readonly string[]): IdList {
    const list: (string | Series)[] = [];
    // Not many at first: ids of many forms by turns would be tried again and again.
    let most = fewest;
    for (let at = 0; at < ids.length; ) {
      const id = ids[at] as string;
      const prefix = prefixOf(id);
      const count = prefix === null ? 0 : this.#packAlike(ids.slice(at, endOfLength(ids, at, at + most)), prefix);
      const last = list.at(-1);
      if (prefix === null || count === 0) list.push(id);
      else if (typeof last === 'object' && prefix === last[0]) list[list.length - 1] = [prefix, last[1] + count];
      else list.push([prefix, count]);
      at += Math.max(1, count);
      most = count === most ? Math.min(atOnce, most * 4) : fewest;
    }
    return list;
  }

  /** Packs ids of one length, up to the first that begins otherwise or has another form; returns how many. */
  #packAlike(ids: readonly string[], prefix: string): number {
    // Why as bytes: reading a text by `charCodeAt` takes twice as long.
    const text = ids.length === 1 ? (ids[0] as string) : ids.join('');
    // Other characters would be cut to a byte.
    if (Buffer.byteLength(text) !== text.length) return ids.length === 1 ? 0 : this.#packAlike(ids.slice(0, 1), prefix);
    texts.write(text, 'latin1');
    const form = formOf(prefix);
    if (this.#size + ids.length * form.size > this.#bytes.length) this.#grow();
    const start = startOf(prefix).length;
    const length = start + form.digits;
    for (let id = 0; id < ids.length; id += 1) {
      for (let at = 0; at < start; at += 1) if (texts[id * length + at] !== texts[at]) return id;
      if (!form.pack(texts, id * length + start, this.#bytes, this.#size)) return id;
      this.#size += form.size;
    }
    return ids.length;
  }

  #grow(): void {
    const grown = new Uint8Array(this.#bytes.length * 2);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/**
 * The ids of a list; null if it is none, or names more than these parts.
 *
 * @returns how many bytes of the parts are theirs, too
 */
export function unpackIds(
  list: unknown,
  parts: Uint8Array,
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
    if (typeof prefix !== 'string' || !isPrefix(prefix) || !Number.isSafeInteger(count) || count < 1) return null;
    const form = formOf(prefix);
    const end = size + count * form.size;
    if (end > parts.length) return null;
    for (let from = size; from < end; from += atOnce * form.size)
      unpackSome(startOf(prefix), form, parts.subarray(from, Math.min(end, from + atOnce * form.size)), ids);
    size = end;
  }
  return { ids, size };
}

/** Adds the ids of at most `atOnce` parts. */
function unpackSome(start: string, form: Form, parts: Uint8Array, into: string[]): void {
  const length = start.length + form.digits;
  const end = (parts.length / form.size) * length;
  texts.write(start, 'latin1');
  for (let from = 0, to = 0; to < end; from += form.size, to += length) {
    // The first one's start is copied to the others: a call for each would take longer.
    for (let at = 0; at < start.length; at += 1) texts[to + at] = texts[at] as number;
    form.unpack(parts, from, texts, to + start.length);
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

/** How many ids are read or written at once: `fewest` at first. */
const atOnce = 256;
const fewest = 16;
const texts = Buffer.alloc(atOnce * (40 + 1 + 24));
/** Where ids are packed; more of them get more room for a time. */
const room = new Uint8Array(atOnce * 32);

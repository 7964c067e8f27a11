import { hash } from 'node:crypto';
import type { Remembering } from './remembering.js';

/** Slots of the first table; a power of two. Each further table has twice as many as the one before, up to the most. */
const firstSlots = 1 << 16;

/** Why not more: a table is allocated whole, and its free slots are wasted memory. */
const mostSlots = 1 << 20;

/** Share of a table's slots that are filled before the next is opened. */
const maximumLoad = 0.8;

/** The most that a slot can count; larger counts are kept apart. */
const most = 255;

/** Counts texts without keeping them. */
export interface Tally {
  /** How often the text has been counted, this time included. */
  count(text: string): number;
  /** True where it has been counted. */
  has(text: string): boolean;
}

/** Counts how often each text occurs: 1 the first time. See `createTally`. */
export function createOccurrences(): (text: string) => number {
  return createTally().count;
}

/**
 * Begins to count texts.
 *
 * @remarks Tables of plain numbers, 6 bytes a slot, some 8 a text: a Map of texts would hold a delivery of millions of
 *   records almost whole. Tables are added, never copied. Texts are compared by some 60 bits of their SHA-256: among ten
 *   million, two collide with a chance of about 1 in 10,000.
 */
export function createTally(): Tally {
  const { count, has } = createDigestTally();
  return { count: (text) => count(digestOf(text)), has: (text) => has(digestOf(text)) };
}

/** A tally that another process can go on with: what it counts is kept as nine bytes a text, until it is asked for. */
export function createGrowingTally(): Tally & Remembering {
  const { count, has } = createDigestTally();
  let grown = Buffer.alloc(1 << 10);
  let length = 0;
  return {
    count: (text) => {
      const digest = digestOf(text);
      if (length + digestBytes > grown.length) grown = Buffer.concat([grown], grown.length * 2);
      length += digest.copy(grown, length, 0, digestBytes);
      return count(digest);
    },
    has: (text) => has(digestOf(text)),
    state: () => null,
    grown: () => {
      const taken = Buffer.from(grown.subarray(0, length));
      length = 0;
      return taken;
    },
    restore: ({ grown: before }) => {
      const digests = Buffer.from(before.buffer, before.byteOffset, before.length);
      for (let at = 0; at < digests.length; at += digestBytes) count(digests.subarray(at, at + digestBytes));
    },
  };
}

/** Bytes of a hash that a tally compares. */
const digestBytes = 9;

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

function createDigestTally() {
  const tables: Table[] = [openTable(firstSlots)];
  const findIn = (table: Table, digest: Buffer): number =>
    find(table, digest.readUInt32BE(0), digest.readUInt32BE(4), digest[8] as number);
  return {
    count: (digest: Buffer): number => {
      for (const table of tables) {
        const slot = findIn(table, digest);
        if (table.counts[slot] !== 0) return countAgain(table, slot);
      }
      let last = tables.at(-1) as Table;
      if (last.taken >= last.slots * maximumLoad) {
        last = openTable(Math.min(last.slots * 2, mostSlots));
        tables.push(last);
      }
      const slot = findIn(last, digest);
      last.prints[slot] = digest.readUInt32BE(4);
      last.more[slot] = digest[8] as number;
      last.counts[slot] = 1;
      last.taken += 1;
      return 1;
    },
    has: (digest: Buffer): boolean => tables.some((table) => table.counts[findIn(table, digest)] !== 0),
  };
}

function openTable(slots: number) {
  return {
    slots,
    /** 32 bits of the hash that do not choose the slot. */
    prints: new Uint32Array(slots),
    /** 8 more. */
    more: new Uint8Array(slots),
    counts: new Uint8Array(slots),
    often: new Map<number, number>(),
    taken: 0,
  };
}

type Table = ReturnType<typeof openTable>;

/** The slot of a hash, or the free one where it would be. */
function find({ slots, prints, more, counts }: Table, place: number, print: number, rest: number): number {
  let slot = place & (slots - 1);
  while (counts[slot] !== 0 && (prints[slot] !== print || more[slot] !== rest)) slot = (slot + 1) & (slots - 1);
  return slot;
}

function countAgain(table: Table, slot: number): number {
  const count = (table.often.get(slot) ?? (table.counts[slot] as number)) + 1;
  if (count <= most) table.counts[slot] = count;
  else table.often.set(slot, count);
  return count;
}

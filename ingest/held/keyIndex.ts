import { hash } from 'node:crypto';
import { openScratchFile, type ScratchFile } from './scratchFile.js';

/** Where texts lie, by keys. Filled first, then asked: nothing can be added any more after the first `find`. */
export interface KeyIndex {
  add(key: string, entry: IndexEntry): void;
  /** The entries of a key, in the order of `add`. */
  find(key: string): Iterable<IndexEntry>;
  close(): void;
}

/** One text of a key. */
export interface IndexEntry {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
}

/*
 * An entry, 24 bytes: 64 bits of the key's SHA-256, the text's number, its length, and its offset as a double. Why
 * SHA-256: nobody can make two keys that meet.
 */
const entryBytes = 24;
/** Entries that are sorted in memory at once. */
const usualRunEntries = 1 << 16;
/** Entries that are read at once: one in so many is kept in memory, to find the others by. */
const blockEntries = 128;

/**
 * Opens an empty index of keys.
 *
 * @remarks Sorted outside memory: runs that fit into it are sorted and put away, then merged into one, of which every
 *   128th key is in memory. A hundred million entries take some 16 MB.
 */
export function openKeyIndex(runEntries = usualRunEntries): KeyIndex {
  const scratch = openScratchFile();
  const runs: { readonly start: number; readonly end: number }[] = [];
  const run = Buffer.alloc(runEntries * entryBytes);
  let inRun = 0;
  let sorted: SortedEntries | null = null;
  const putRun = (): void => {
    const start = scratch.put(sortEntries(run.subarray(0, inRun * entryBytes)));
    runs.push({ start, end: scratch.size });
    inRun = 0;
  };
  return {
    add: (key, { number, offset, length }) => {
      if (sorted !== null) throw new TypeError('an index that is asked already');
      if (inRun === runEntries) putRun();
      const at = inRun * entryBytes;
      hash('sha256', key, 'buffer').copy(run, at, 0, 8);
      run.writeUInt32BE(number, at + 8);
      run.writeUInt32BE(length, at + 12);
      run.writeDoubleBE(offset, at + 16);
      inRun += 1;
    },
    find: function* (key) {
      if (sorted === null) {
        putRun();
        sorted = merge(scratch, runs);
      }
      const wanted = hash('sha256', key, 'buffer').subarray(0, 8);
      for (let block = sorted.blockOf(wanted); block < sorted.blocks; block += 1) {
        const entries = sorted.read(block);
        for (let at = firstOf(entries, wanted); at < entries.length; at += entryBytes) {
          if (entries.compare(wanted, 0, 8, at, at + 8) !== 0) return;
          yield {
            number: entries.readUInt32BE(at + 8),
            length: entries.readUInt32BE(at + 12),
            offset: entries.readDoubleBE(at + 16),
          };
        }
      }
    },
    close: () => {
      scratch.close();
      sorted?.close();
    },
  };
}

/** Where in a block the first entry stands that is not below a key. */
function firstOf(entries: Buffer, wanted: Buffer): number {
  let from = 0;
  let to = entries.length / entryBytes;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (entries.compare(wanted, 0, 8, middle * entryBytes, middle * entryBytes + 8) < 0) from = middle + 1;
    else to = middle;
  }
  return from * entryBytes;
}

/** The entries in the order of their bytes: by key, then by number. */
function sortEntries(entries: Buffer): Buffer {
  const places = Array.from({ length: entries.length / entryBytes }, (_, index) => index * entryBytes);
  places.sort((one, other) => entries.compare(entries, other, other + 12, one, one + 12));
  const sorted = Buffer.alloc(entries.length);
  for (const [index, place] of places.entries()) entries.copy(sorted, index * entryBytes, place, place + entryBytes);
  return sorted;
}

interface SortedEntries {
  readonly blocks: number;
  /** The first block that may hold a key's entries. */
  blockOf(wanted: Buffer): number;
  read(block: number): Buffer;
  close(): void;
}

/** Makes one sorted sequence of sorted runs. */
function merge(scratch: ScratchFile, runs: readonly { readonly start: number; readonly end: number }[]): SortedEntries {
  const target = openScratchFile();
  const readers = runs.map(({ start, end }) => readRun(scratch, start, end)).filter(({ entry }) => entry() !== null);
  const firsts: Buffer[] = [];
  let entries = 0;
  siftAll(readers);
  while (readers.length > 0) {
    const least = readers[0] as RunReader;
    const entry = least.entry() as Buffer;
    if (entries % blockEntries === 0) firsts.push(Buffer.from(entry.subarray(0, 8)));
    target.put(entry);
    entries += 1;
    least.next();
    if (least.entry() === null) {
      const last = readers.pop() as RunReader;
      if (last !== least) readers[0] = last;
    }
    sift(readers, 0);
  }
  scratch.close();
  return {
    blocks: firsts.length,
    blockOf: (wanted) => {
      // Why the one before: entries of the key may end the block whose successor begins with it.
      let from = 0;
      let to = firsts.length;
      while (from < to) {
        const middle = (from + to) >>> 1;
        if ((firsts[middle] as Buffer).compare(wanted) < 0) from = middle + 1;
        else to = middle;
      }
      return Math.max(0, from - 1);
    },
    read: (block) => target.get(block * blockEntries * entryBytes, blockEntries * entryBytes),
    close: () => target.close(),
  };
}

interface RunReader {
  /** The entry at hand; null behind the last. */
  entry(): Buffer | null;
  next(): void;
}

function readRun(scratch: ScratchFile, start: number, end: number): RunReader {
  let block: Buffer = Buffer.alloc(0);
  let at = 0;
  let next = start;
  const load = (): void => {
    block = scratch.get(next, Math.min(blockEntries * entryBytes, end - next));
    next += block.length;
    at = 0;
  };
  load();
  return {
    entry: () => (at < block.length ? block.subarray(at, at + entryBytes) : null),
    next: () => {
      at += entryBytes;
      if (at >= block.length && next < end) load();
    },
  };
}

function siftAll(readers: RunReader[]): void {
  for (let at = readers.length >>> 1; at >= 0; at -= 1) sift(readers, at);
}

/** Lets a reader sink to its place in the heap whose least stands first. */
function sift(readers: RunReader[], from: number): void {
  for (let at = from; ; ) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < readers.length && isLess(readers[child] as RunReader, readers[least] as RunReader)) least = child;
    }
    if (least === at) return;
    [readers[at], readers[least]] = [readers[least] as RunReader, readers[at] as RunReader];
    at = least;
  }
}

function isLess(one: RunReader, other: RunReader): boolean {
  return (one.entry() as Buffer).compare(other.entry() as Buffer, 0, 12, 0, 12) < 0;
}

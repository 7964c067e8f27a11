import { hash } from 'node:crypto';
import { openScratchFile, type ScratchFile } from './scratchFile.js';

/** The places of texts, by key. Nothing can be added after the first `find`. */
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
 * An entry, 24 bytes: 64 bits of the key's SHA-256, the text's number, its length, and its offset as a double. Why SHA-256:
 * nobody can make two keys collide.
 */
const entryBytes = 24;
/** Entries that are sorted in memory at once. */
const usualSegmentEntries = 1 << 16;
/** Entries of a block, which is read at once; the first of each block is kept in memory. */
const blockEntries = 128;

/**
 * Opens an empty index of keys.
 *
 * @remarks An external merge sort: segments that fit into memory are sorted and written, then merged into one, of which every
 *   128th key stays in memory. A hundred million entries take some 16 MB.
 */
export function openKeyIndex(segmentEntries = usualSegmentEntries): KeyIndex {
  const scratch = openScratchFile();
  const segments: { readonly start: number; readonly end: number }[] = [];
  const segment = Buffer.alloc(segmentEntries * entryBytes);
  let inSegment = 0;
  let sorted: SortedEntries | null = null;
  const putSegment = (): void => {
    const start = scratch.put(sortEntries(segment.subarray(0, inSegment * entryBytes)));
    segments.push({ start, end: scratch.size });
    inSegment = 0;
  };
  return {
    add: (key, { number, offset, length }) => {
      if (sorted !== null) throw new TypeError('an index that is asked already');
      if (inSegment === segmentEntries) putSegment();
      const at = inSegment * entryBytes;
      hash('sha256', key, 'buffer').copy(segment, at, 0, 8);
      segment.writeUInt32BE(number, at + 8);
      segment.writeUInt32BE(length, at + 12);
      segment.writeDoubleBE(offset, at + 16);
      inSegment += 1;
    },
    find: function* (key) {
      if (sorted === null) {
        putSegment();
        sorted = merge(scratch, segments);
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

/** Offset in a block of the first entry that is not below a key. */
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

/** Merges sorted segments into one sequence. */
function merge(
  scratch: ScratchFile,
  segments: readonly { readonly start: number; readonly end: number }[],
): SortedEntries {
  const target = openScratchFile();
  const readers = segments
    .map(({ start, end }) => readSegment(scratch, start, end))
    .filter(({ entry }) => entry() !== null);
  const firsts: Buffer[] = [];
  let entries = 0;
  siftAll(readers);
  while (readers.length > 0) {
    const least = readers[0] as SegmentReader;
    const entry = least.entry() as Buffer;
    if (entries % blockEntries === 0) firsts.push(Buffer.from(entry.subarray(0, 8)));
    target.put(entry);
    entries += 1;
    least.next();
    if (least.entry() === null) {
      const last = readers.pop() as SegmentReader;
      if (last !== least) readers[0] = last;
    }
    sift(readers, 0);
  }
  scratch.close();
  return {
    blocks: firsts.length,
    blockOf: (wanted) => {
      // Why the block before: entries of the key may end it.
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

interface SegmentReader {
  /** The current entry; null behind the last. */
  entry(): Buffer | null;
  next(): void;
}

function readSegment(scratch: ScratchFile, start: number, end: number): SegmentReader {
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

function siftAll(readers: SegmentReader[]): void {
  for (let at = readers.length >>> 1; at >= 0; at -= 1) sift(readers, at);
}

/** Sinks a reader to its place in the heap, the least first. */
function sift(readers: SegmentReader[], from: number): void {
  for (let at = from; ; ) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < readers.length && isLess(readers[child] as SegmentReader, readers[least] as SegmentReader))
        least = child;
    }
    if (least === at) return;
    [readers[at], readers[least]] = [readers[least] as SegmentReader, readers[at] as SegmentReader];
    at = least;
  }
}

function isLess(one: SegmentReader, other: SegmentReader): boolean {
  return (one.entry() as Buffer).compare(other.entry() as Buffer, 0, 12, 0, 12) < 0;
}

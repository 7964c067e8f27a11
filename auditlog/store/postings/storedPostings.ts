import { bucketOf, maxEntries, postingSize } from './postings.js';
import type { PostingRun } from './runs.js';

/** A block as it is stored. */
export interface StoredBlock {
  readonly bucket: number;
  readonly block: Buffer;
}

/** A block, and where its postings begin among those that were added with them. */
interface PlacedBlock {
  readonly block: Buffer;
  readonly start: number;
  /** 1 for each posting that a token has. */
  readonly isFound: Uint8Array;
}

/** The stored postings of a run, to be compared with the tokens of its entries: each token must have one, and each must have a token. */
export class StoredPostings {
  /** True if no writer stores them so: out of order, twice, or in another block than theirs. */
  isDisordered = false;
  readonly #run: PostingRun;
  readonly #blocks = new Map<number, PlacedBlock>();
  /** As they were added. */
  readonly #parts: (readonly PlacedBlock[])[] = [];
  /** The words of the last posting. */
  #last: readonly [high: number, low: number] = [-1, -1];

  constructor(run: PostingRun) {
    this.#run = run;
  }

  /** Adds the next blocks, by bucket: a part of them, since a run may have millions of postings. */
  add(blocks: readonly StoredBlock[]): void {
    const count = blocks.reduce((sum, { block }) => sum + Math.floor(block.length / postingSize), 0);
    const isFound = new Uint8Array(count);
    let start = 0;
    const part = blocks.map(({ bucket, block }) => {
      const placed = { block, start, isFound };
      this.#blocks.set(bucket, placed);
      this.#check(bucket, block);
      start += Math.floor(block.length / postingSize);
      return placed;
    });
    this.#parts.push(part);
  }

  #check(bucket: number, block: Buffer): void {
    const { bits } = this.#run;
    let [lastHigh, lastLow] = this.#last;
    let isDisordered = block.length === 0 || block.length % postingSize !== 0;
    for (let at = 0; at + postingSize <= block.length; at += postingSize) {
      const high = block.readUInt32BE(at);
      const low = block.readUInt32BE(at + 4);
      isDisordered ||= bucketOf(high, bits) !== bucket || high < lastHigh || (high === lastHigh && low <= lastLow);
      lastHigh = high;
      lastLow = low;
    }
    this.#last = [lastHigh, lastLow];
    this.isDisordered ||= isDisordered;
  }

  /** Compares the tokens of an entry, 16 bytes each; true if each has its posting. */
  hasAll(index: number, tokens: Buffer): boolean {
    let hasAll = true;
    const low = index % maxEntries;
    for (let at = 0; at + 16 <= tokens.length; at += 16) {
      const isThere = this.#find(tokens.readUInt32BE(at), (tokens[at + 4] as number) * maxEntries + low);
      hasAll &&= isThere;
    }
    return hasAll;
  }

  /** Indices of the entries that have a posting, and no token for it; of each part that was added. */
  *unfound(): Generator<ReadonlySet<number>> {
    const { first } = this.#run;
    for (const part of this.#parts) {
      const indices = new Set<number>();
      for (const { block, start, isFound } of part)
        for (let at = 0; at + postingSize <= block.length; at += postingSize) {
          if (isFound[start + at / postingSize] === 1) continue;
          const place = block.readUInt32BE(at + 4) % maxEntries;
          indices.add(first + ((place - (first % maxEntries) + maxEntries) % maxEntries));
        }
      yield indices;
    }
  }

  /** Looks for a posting, and notes it as found; false if it is not there. */
  #find(high: number, low: number): boolean {
    const placed = this.#blocks.get(bucketOf(high, this.#run.bits));
    if (!placed) return false;
    const { block, start, isFound } = placed;
    let [from, to] = [0, Math.floor(block.length / postingSize)];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const at = middle * postingSize;
      const difference = block.readUInt32BE(at) - high || block.readUInt32BE(at + 4) - low;
      if (difference === 0) {
        isFound[start + middle] = 1;
        return true;
      }
      if (difference < 0) from = middle + 1;
      else to = middle;
    }
    return false;
  }
}

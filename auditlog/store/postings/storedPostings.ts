import { bucketOf, maxEntries, postingSize } from './postings.js';
import type { PostingRun } from './runs.js';

/** A block, and the number of postings before it. */
interface PlacedBlock {
  readonly block: Buffer;
  readonly start: number;
}

/** The stored postings of a run, to be compared with the tokens of its entries: each token must have one, and each must have a token. */
export class StoredPostings {
  /** True if no writer stores them so: out of order, twice, or in another block than theirs. */
  readonly isDisordered: boolean;
  readonly #run: PostingRun;
  readonly #blocks = new Map<number, PlacedBlock>();
  /** 1 for each posting that a token has. */
  readonly #isFound: Uint8Array;

  /** @param stored blocks, by bucket */
  constructor(run: PostingRun, stored: readonly { readonly bucket: number; readonly block: Buffer }[]) {
    this.#run = run;
    let start = 0;
    let isDisordered = false;
    let before: Buffer | null = null;
    for (const { bucket, block } of stored) {
      this.#blocks.set(bucket, { block, start });
      start += block.length / postingSize;
      isDisordered ||= block.length === 0 || block.length % postingSize !== 0;
      for (let at = 0; at + postingSize <= block.length; at += postingSize) {
        const posting = block.subarray(at, at + postingSize);
        isDisordered ||= bucketOf(posting.readUInt32BE(), run.bits) !== bucket;
        isDisordered ||= before !== null && posting.compare(before) <= 0;
        before = posting;
      }
    }
    this.isDisordered = isDisordered;
    this.#isFound = new Uint8Array(Math.ceil(start));
  }

  /** Compares the tokens of an entry, 16 bytes each; true if each has its posting. */
  hasAll(index: number, tokens: Buffer): boolean {
    let hasAll = true;
    const low = index % maxEntries;
    for (let at = 0; at + 16 <= tokens.length; at += 16) {
      const place = this.#find(tokens.readUInt32BE(at), (tokens[at + 4] as number) * maxEntries + low);
      if (place === -1) hasAll = false;
      else this.#isFound[place] = 1;
    }
    return hasAll;
  }

  /** Indices of the entries that have a posting, and no token for it; in order. */
  unfound(): readonly number[] {
    const { first } = this.#run;
    const indices = new Set<number>();
    for (const { block, start } of this.#blocks.values())
      for (let at = 0; at + postingSize <= block.length; at += postingSize) {
        if (this.#isFound[start + at / postingSize] === 1) continue;
        const place = block.readUInt32BE(at + 4) % maxEntries;
        indices.add(first + ((place - (first % maxEntries) + maxEntries) % maxEntries));
      }
    return [...indices].sort((a, b) => a - b);
  }

  /** The place of a posting among all; -1 if it is not there. */
  #find(high: number, low: number): number {
    const placed = this.#blocks.get(bucketOf(high, this.#run.bits));
    if (!placed) return -1;
    const { block, start } = placed;
    let [from, to] = [0, Math.floor(block.length / postingSize)];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const at = middle * postingSize;
      const difference = block.readUInt32BE(at) - high || block.readUInt32BE(at + 4) - low;
      if (difference === 0) return start + middle;
      if (difference < 0) from = middle + 1;
      else to = middle;
    }
    return -1;
  }
}

/**
 * Terminology: a *posting* says that an entry has a token: the first five bytes of the token and the last three of the entry's index.
 * Postings of consecutive entries, sorted, each once, are a *run*: 2^bits *blocks*, by the first bits of the token.
 */

/** Bytes of a posting. */
export const postingSize = 8;

/** Entries that one run can tell apart. */
export const maxEntries = 2 ** 24;

/** The blocks of a run that are not empty, in order. */
export interface Blocks {
  readonly buckets: readonly number[];
  readonly blocks: readonly Buffer[];
}

/** Postings to make blocks of. */
export class Postings {
  /** Pairs of words: of a posting's two words this machine reads as one number, the low one and the high one. */
  #words = new Uint32Array(2048);
  #count = 0;

  /** Postings that were added; one that was added twice counts twice. */
  get count(): number {
    return this.#count;
  }

  /** Adds the tokens of an entry, 16 bytes each. */
  add(index: number, tokens: Buffer): void {
    const end = tokens.length - (tokens.length % tokenSize);
    this.#reserve(end / tokenSize);
    const place = index % maxEntries;
    for (let at = 0; at < end; at += tokenSize)
      this.#push(tokens.readUInt32BE(at), (tokens[at + 4] as number) * maxEntries + place);
  }

  /** Adds those postings of a block, of other entries than are there, whose tokens begin with the bits of `slice`. */
  addBlock(block: Buffer, sliceBits: number, slice: number): void {
    this.#reserve(block.length / postingSize);
    for (let at = 0; at < block.length; at += postingSize) {
      const high = block.readUInt32BE(at);
      if (bucketOf(high, sliceBits) === slice) this.#push(high, block.readUInt32BE(at + 4));
    }
  }

  /** The blocks of a run of 2^bits; the postings are used up. */
  toBlocks(bits: number): Blocks {
    const words = this.#words;
    new BigUint64Array(words.buffer, 0, this.#count).sort();
    const [buckets, starts]: [number[], number[]] = [[], []];
    let end = 0;
    for (let at = 0; at < 2 * this.#count; at += 2) {
      const [low, high] = [words[at + lowWord] as number, words[at + highWord] as number];
      if (end > 0 && words[end - 2 + lowWord] === low && words[end - 2 + highWord] === high) continue;
      const bucket = bucketOf(high, bits);
      if (buckets.at(-1) !== bucket) {
        buckets.push(bucket);
        starts.push(4 * end);
      }
      words[end + lowWord] = low;
      words[end + highWord] = high;
      end += 2;
    }
    const bytes = Buffer.from(words.buffer, 0, 4 * end);
    if (lowWord === 0) bytes.swap64();
    this.#words = new Uint32Array(0);
    this.#count = 0;
    return { buckets, blocks: starts.map((start, i) => bytes.subarray(start, starts[i + 1] ?? bytes.length)) };
  }

  #push(high: number, low: number): void {
    this.#words[2 * this.#count + highWord] = high;
    this.#words[2 * this.#count + lowWord] = low;
    this.#count += 1;
  }

  #reserve(more: number): void {
    const needed = 2 * (this.#count + more);
    if (needed <= this.#words.length) return;
    const grown = new Uint32Array(Math.max(2048, needed, 2 * this.#words.length));
    grown.set(this.#words.subarray(0, 2 * this.#count));
    this.#words = grown;
  }
}

/** The number of the block that a posting is in, by the first four bytes of its token. */
export function bucketOf(high: number, bits: number): number {
  return bits === 0 ? 0 : high >>> (32 - bits);
}

/** The bits of a run of so many postings: 32 to 64 in a block. Measured: larger blocks take longer to search, smaller ones more room. */
export function bitsFor(count: number): number {
  return Math.min(24, Math.max(0, Math.ceil(Math.log2(count / 64))));
}

/** Bytes of a token. */
const tokenSize = 16;

/** Where the low word of a 64-bit number is on this machine. */
const lowWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;
const highWord = 1 - lowWord;

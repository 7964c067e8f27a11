import type { SourceBytes } from '../transport/sourceClient.js';

/** A place in an answer is the number of its window and an offset in it, in one integer; these are the bits of the offset. */
export const OFFSET_BITS = 17;

/** The window of a place. */
export const windowAt = (place: number): number => place >> OFFSET_BITS;

/** The offset of a place in its window. */
export const offsetAt = (place: number): number => place & (2 ** OFFSET_BITS - 1);

/**
 * Characters of a window at most.
 *
 * Why so few: V8 gives a string of 2^17 bytes pages of its own, which costs ten times what copying the bytes does.
 */
const WINDOW = 2 ** OFFSET_BITS - 256;

/**
 * Characters that must be left in a window where an object of a list begins. One that is longer, lists in it apart, may
 * reach beyond its window: then the answer is parsed.
 */
export const MARGIN = 32_768;

/** Where chunks are joined. One for all: a window is read at once. It still holds its former bytes. */
const joined = Buffer.allocUnsafeSlow(WINDOW);

/** The bytes of an answer as text, one character a byte, in windows that each begin where a scanner wants them to. */
export class SourceText {
  /** Those that were read so far. */
  readonly windows: string[] = [];
  readonly size: number;
  readonly #chunks: readonly Buffer[];
  /** First byte of the last window, and the one behind it. */
  #from = 0;
  #to = 0;

  constructor(answer: Pick<SourceBytes, 'bytes' | 'chunks'>) {
    // Why not destructured: to read `bytes` joins the pieces.
    this.#chunks = answer.chunks ?? [answer.bytes];
    this.size = this.#chunks.reduce((size, { length }) => size + length, 0);
  }

  /** Whether there is more than has been read. */
  get hasMore(): boolean {
    return this.#to < this.size;
  }

  /** The next window. @param offset where it begins in the one before; 0 for the first */
  next(offset: number): string {
    this.#from += offset;
    this.#to = Math.min(this.#from + WINDOW, this.size);
    const window = this.#latin1();
    this.windows.push(window);
    return window;
  }

  /** The byte at an offset in the last window. */
  byteAt(offset: number): number {
    return this.#from + offset;
  }

  /** What follows a byte, as UTF-8. */
  after(byte: number): string {
    return bytesBetween(this.#chunks, byte, this.size, (size) => Buffer.allocUnsafe(size)).toString('utf8');
  }

  #latin1(): string {
    return bytesBetween(this.#chunks, this.#from, this.#to, () => joined).toString('latin1');
  }
}

/** A range of bytes: of one chunk where it lies, or else joined. @param room for so many bytes */
function bytesBetween(chunks: readonly Buffer[], from: number, to: number, room: (size: number) => Buffer): Buffer {
  let start = 0;
  let whole: Buffer | undefined;
  for (const chunk of chunks) {
    const end = start + chunk.length;
    if (!whole && from >= start && to <= end) return chunk.subarray(from - start, to - start);
    if (end > from && start < to) {
      whole ??= room(to - from);
      chunk.copy(whole, Math.max(0, start - from), Math.max(0, from - start), Math.min(chunk.length, to - start));
    }
    start = end;
  }
  return (whole ?? Buffer.alloc(0)).subarray(0, to - from);
}

/** Smallest and largest buffer that is kept, bytes: smaller ones Node pools itself, larger ones are rare. */
const SMALLEST = 65_536;
const LARGEST = 8_388_608;
/** Most bytes kept in all. */
const MOST_KEPT = 67_108_864;

const free = new Map<number, Buffer[]>();
let kept = 0;

/**
 * A buffer of at least this size. It still holds its former bytes: read only what was written.
 *
 * Why reused: the garbage collector runs for memory outside the heap; fresh buffers were a quarter of the time of large
 * answers.
 */
export function takeBuffer(size: number): Buffer {
  const length = lengthFor(size);
  if (length === undefined) return Buffer.allocUnsafe(size);
  const buffer = free.get(length)?.pop();
  if (!buffer) return Buffer.allocUnsafeSlow(length);
  kept -= length;
  return buffer;
}

/**
 * Gives a buffer back for reuse. Invariant: its bytes have left the process; a buffer given back too early shows one
 * viewer's answer to another. One that is never given back is ordinary garbage.
 */
export function giveBack(buffer: Buffer): void {
  const { length } = buffer;
  if (lengthFor(length) !== length || kept + length > MOST_KEPT) return;
  const others = free.get(length);
  if (others) others.push(buffer);
  else free.set(length, [buffer]);
  kept += length;
}

/** The next power of two; undefined where none is kept. */
function lengthFor(size: number): number | undefined {
  if (size > LARGEST || size < SMALLEST) return undefined;
  let length = SMALLEST;
  while (length < size) length *= 2;
  return length;
}

const none = Buffer.alloc(0);

/**
 * Collects latin1 texts, one character a byte, in one Buffer.
 *
 * Why not one long string: V8 flattens a string of thousands of pieces before a Buffer can be made of it.
 */
export class ByteSink {
  #bytes: Buffer;
  #end = 0;

  /** @param size expected bytes; it grows beyond them */
  constructor(size: number) {
    this.#bytes = takeBuffer(size);
  }

  put(text: string): void {
    const end = this.#end + text.length;
    if (end > this.#bytes.length) {
      const larger = takeBuffer(end * 2);
      this.#bytes.copy(larger, 0, 0, this.#end);
      giveBack(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.write(text, this.#end, text.length, 'latin1');
    this.#end = end;
  }

  /** What was put so far. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }

  /** Gives the bytes back: nobody may read `bytes()` any more. */
  release(): void {
    const bytes = this.#bytes;
    this.#bytes = none;
    this.#end = 0;
    giveBack(bytes);
  }
}

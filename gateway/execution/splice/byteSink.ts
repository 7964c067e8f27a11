/** Smallest and largest buffer that is kept, bytes; below it Node's own pool and the heap do well, above it is rare. */
const SMALLEST = 65_536;
const LARGEST = 8_388_608;
/** Bytes of all that are kept. */
const MOST_KEPT = 67_108_864;

const free = new Map<number, Buffer[]>();
let kept = 0;

/**
 * A buffer of at least this size. What was in it before is still there: only what is written may be read.
 *
 * Why used again: memory outside the heap is what the garbage collector runs for; fresh buffers were a quarter of the
 * time of large answers.
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
 * Gives a buffer back that nobody reads any more. Invariant: the caller knows that its bytes have left the process; one
 * that is given back too early shows one viewer's answer to another. One that is never given back is garbage like any.
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
 * Collects texts of latin1, one character a byte, into one Buffer.
 *
 * Why not one long text: to make a Buffer of a text that was put together of thousands, V8 first makes one of its own.
 */
export class ByteSink {
  #bytes: Buffer;
  #end = 0;

  /** @param size bytes that are likely to come; more may */
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

  /** What came so far. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }

  /** Lets go of what came, once: nobody reads `bytes()` any more. */
  release(): void {
    const bytes = this.#bytes;
    this.#bytes = none;
    this.#end = 0;
    giveBack(bytes);
  }
}

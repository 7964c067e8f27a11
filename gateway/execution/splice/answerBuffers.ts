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

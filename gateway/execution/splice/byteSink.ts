import { giveBack, takeBuffer } from './answerBuffers.js';

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

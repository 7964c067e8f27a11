import type { SourceBytes } from './sourceClient.js';

/**
 * The bytes of an answer, in pieces as received.
 *
 * Why pieces: the garbage collector runs for memory outside the heap, and slicing needs no piece that is the whole.
 */
export class AnswerBytes implements SourceBytes {
  #whole: Buffer | undefined;

  constructor(
    readonly chunks: readonly Buffer[],
    readonly status: number,
  ) {}

  /** In one piece, joined at first use. */
  get bytes(): Buffer {
    const [first] = this.chunks;
    this.#whole ??= this.chunks.length === 1 && first ? first : Buffer.concat(this.chunks);
    return this.#whole;
  }
}

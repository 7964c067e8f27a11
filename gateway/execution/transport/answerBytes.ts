import type { SourceBytes } from './sourceClient.js';

/**
 * Bytes of an answer, in the pieces in which they came.
 *
 * Why pieces: memory outside the heap is what the garbage collector runs for first, and anyone who reads the bytes as text
 * needs no copy of them in one piece.
 */
export class AnswerBytes implements SourceBytes {
  #whole: Buffer | undefined;

  constructor(
    readonly chunks: readonly Buffer[],
    readonly status: number,
  ) {}

  /** In one piece; put together when it is first asked for. */
  get bytes(): Buffer {
    const [first] = this.chunks;
    this.#whole ??= this.chunks.length === 1 && first ? first : Buffer.concat(this.chunks);
    return this.#whole;
  }

  /** As text, one character a byte. */
  latin1(): string {
    let text = '';
    for (const chunk of this.chunks) text += chunk.toString('latin1');
    return text;
  }
}

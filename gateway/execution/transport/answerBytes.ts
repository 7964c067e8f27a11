import type { SourceBytes } from './sourceClient.js';

/**
 * The bytes of an answer, in pieces as received.
 *
 * Why pieces: the garbage collector runs for memory outside the heap, and reading them as text takes no copy in one piece.
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

  /** As text, one character a byte. */
  latin1(): string {
    let text = '';
    for (const chunk of this.chunks) text += chunk.toString('latin1');
    return text;
  }
}

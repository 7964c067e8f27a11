/** A peer that sends what is no frame, or no message: nothing more of it is read. */
export class MalformedFrame extends Error {}

/**
 * Reads frames off a stream of bytes, however it is cut: a head of one length, which begins with the length of the payload (four bytes,
 * big-endian), then the payload. Nothing is copied but heads that were cut.
 */
export class FrameReader {
  /** Largest payload that is taken, bytes. */
  maxBytes: number;
  readonly #head: Buffer;
  readonly #onFrame: (head: Buffer, payload: readonly Buffer[]) => void;
  #headBytes = 0;
  #payload: Buffer[] = [];
  /** Bytes of the payload that have not come. */
  #missing = 0;

  /** @param onFrame called with each frame in turn: its head, which the next is written over, and its payload in pieces */
  constructor(headBytes: number, maxBytes: number, onFrame: (head: Buffer, payload: readonly Buffer[]) => void) {
    this.#head = Buffer.alloc(headBytes);
    this.maxBytes = maxBytes;
    this.#onFrame = onFrame;
  }

  /** The next bytes. @throws MalformedFrame for a payload that is too large, and what `onFrame` throws; nothing can be read from then on */
  push(chunk: Buffer): void {
    const head = this.#head;
    let at = 0;
    while (at < chunk.length) {
      if (this.#headBytes < head.length) {
        const end = Math.min(chunk.length, at + head.length - this.#headBytes);
        this.#headBytes += chunk.copy(head, this.#headBytes, at, end);
        at = end;
        if (this.#headBytes < head.length) return;
        this.#missing = head.readUInt32BE(0);
        if (this.#missing > this.maxBytes) throw new MalformedFrame(`a frame of ${this.#missing} bytes`);
      }
      const end = Math.min(chunk.length, at + this.#missing);
      if (end > at) this.#payload.push(chunk.subarray(at, end));
      this.#missing -= end - at;
      at = end;
      if (this.#missing === 0) this.#emit();
    }
  }

  #emit(): void {
    const payload = this.#payload;
    this.#payload = [];
    this.#headBytes = 0;
    this.#onFrame(this.#head, payload);
  }
}

/** The payload in one piece. */
export function joined(payload: readonly Buffer[]): Buffer {
  const [first] = payload;
  return payload.length === 1 && first ? first : Buffer.concat(payload);
}

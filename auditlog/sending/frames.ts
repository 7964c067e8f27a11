/** Bytes before a frame that say how long it is. */
export const lengthSize = 4;

/** The longest frame, bytes: an entry that names a million records is shorter. */
export const maxFrame = 64 * 1024 * 1024;

/** A peer that sends what is no frame, or no message: nothing more of it is read. */
export class MalformedFrame extends Error {}

/** Cuts a stream of bytes into frames: four bytes of length, big-endian, then so many bytes. */
export class FrameReader {
  /** The longest frame that is taken, bytes. */
  max: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(max: number = maxFrame) {
    this.max = max;
  }

  /**
   * The frames that are whole with these bytes, in order; each shares their memory. Each is taken before the next is looked at.
   *
   * @throws MalformedFrame if one is empty, or longer than the longest
   */
  *push(chunk: Buffer): Generator<Buffer> {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (let length = this.#nextLength(); length !== null && this.#size >= lengthSize + length; ) {
      const whole = this.#joined();
      this.#chunks = [whole.subarray(lengthSize + length)];
      this.#size -= lengthSize + length;
      yield whole.subarray(lengthSize, lengthSize + length);
      length = this.#nextLength();
    }
  }

  /** Length of the next frame; null if it is not known yet. */
  #nextLength(): number | null {
    if (this.#size < lengthSize) return null;
    const [first] = this.#chunks;
    const length = (first && first.length >= lengthSize ? first : this.#joined()).readUInt32BE(0);
    if (length === 0 || length > this.max) throw new MalformedFrame(`a frame of ${length} bytes`);
    return length;
  }

  /** Why only once a frame is whole: joining at each chunk would copy a large frame many times. */
  #joined(): Buffer {
    const whole = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }
}

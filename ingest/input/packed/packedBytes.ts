/** Bytes that are read in pieces as they come, or in pieces of a given size. */
export interface PackedBytes {
  /** The next bytes, at least one; null at the end. */
  next(): Promise<Buffer | null>;
  /** Puts bytes back: they come next. */
  unread(bytes: Buffer): void;
  /** The next `count` bytes; fewer where they end before. */
  take(count: number): Promise<Buffer>;
  /** Closes the source of the bytes: a file that is not read to its end would stay open. */
  close(): Promise<void>;
}

/** Reads chunks of any size. */
export function openPackedBytes(chunks: AsyncIterable<Buffer>): PackedBytes {
  const iterator = chunks[Symbol.asyncIterator]();
  let waiting: Buffer = Buffer.alloc(0);
  const next = async (): Promise<Buffer | null> => {
    if (waiting.length > 0) {
      const bytes = waiting;
      waiting = Buffer.alloc(0);
      return bytes;
    }
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return null;
      if (value.length > 0) return value;
    }
  };
  const unread = (bytes: Buffer): void => {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([bytes, waiting]);
  };
  const take = async (count: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      const bytes = await next();
      if (bytes === null) break;
      const used = bytes.subarray(0, missing);
      if (used.length < bytes.length) unread(bytes.subarray(used.length));
      parts.push(used);
      missing -= used.length;
    }
    return Buffer.concat(parts);
  };
  const close = async (): Promise<void> => void (await iterator.return?.());
  return { next, unread, take, close };
}

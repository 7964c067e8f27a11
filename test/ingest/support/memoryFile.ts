import type { InputFile } from '../../../ingest/input/inputFile.js';

/** A file of these bytes that comes in chunks of the given sizes, again and again; damaged at its end by `fail`. */
export function memoryFile(
  content: string | Buffer,
  options: {
    readonly name?: string;
    readonly chunks?: readonly number[];
    readonly encoding?: string;
    readonly fail?: Error;
  } = {},
): InputFile {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  const { name = 'memory.txt', chunks = [bytes.length], encoding, fail } = options;
  return {
    name,
    sha256: '00',
    size: bytes.length,
    ...(encoding === undefined ? {} : { encoding }),
    head: async () => bytes.subarray(0, 65_536),
    bytes: async function* () {
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = Math.max(1, chunks[turn % chunks.length] ?? bytes.length);
        // A copy: who changes a chunk must not change the file.
        yield Buffer.from(bytes.subarray(at, at + size));
        at += size;
      }
      if (fail) throw fail;
    },
  };
}

/** All that an asynchronous source yields. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

import { createHash } from 'node:crypto';
import type { InputFile } from './inputFile.js';
import { headBytes } from './limits.js';

/** A file in memory. */
export function toMemoryFile(name: string, bytes: Buffer): InputFile {
  return {
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    head: async () => bytes.subarray(0, headBytes),
    bytes: async function* (from = 0) {
      yield bytes.subarray(from);
    },
  };
}

// SPDX-License-Identifier: Apache-2.0
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Texts that are put away and read again by where they lie. */
export interface Spill {
  /** Puts a text away; its place is `offset`, `length` bytes long. */
  put(text: string): { readonly offset: number; readonly length: number };
  get(offset: number, length: number): string;
  close(): void;
}

/** Bytes in memory before anything is written; deliveries that have less never touch the disk. */
const memoryBytes = 1 << 23;

/**
 * Opens an empty spill: a buffer, and once that is full a temporary file.
 *
 * @remarks The file is for its owner alone and has no name any more once it is open, so that nothing of it is left
 *   behind whatever becomes of the process.
 */
export function openSpill(): Spill {
  let tail = Buffer.alloc(1 << 16);
  let tailLength = 0;
  /** Bytes in the file, which the buffer goes on after. */
  let written = 0;
  let file: TemporaryFile | null = null;
  const flush = (): void => {
    file ??= openTemporaryFile();
    for (let at = 0; at < tailLength; ) at += writeSync(file.descriptor, tail, at, tailLength - at, written + at);
    written += tailLength;
    tailLength = 0;
  };
  return {
    put: (text) => {
      const length = Buffer.byteLength(text);
      if (tailLength > 0 && tailLength + length > memoryBytes) flush();
      if (tailLength + length > tail.length) {
        const larger = Buffer.alloc(Math.max(tail.length * 2, tailLength + length));
        tail.copy(larger, 0, 0, tailLength);
        tail = larger;
      }
      tail.write(text, tailLength);
      tailLength += length;
      return { offset: written + tailLength - length, length };
    },
    get: (offset, length) => {
      if (offset >= written) return tail.toString('utf8', offset - written, offset - written + length);
      const bytes = Buffer.alloc(length);
      let read = 0;
      while (read < length) {
        const more = readSync((file as TemporaryFile).descriptor, bytes, read, length - read, offset + read);
        if (more === 0) break;
        read += more;
      }
      return bytes.toString('utf8');
    },
    close: () => file?.close(),
  };
}

interface TemporaryFile {
  readonly descriptor: number;
  close(): void;
}

function openTemporaryFile(): TemporaryFile {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-ftm-'));
  const descriptor = openSync(join(folder, 'sides'), 'wx+', 0o600);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // Why not everywhere: Windows removes no file that is open.
  if (process.platform !== 'win32') remove();
  return {
    descriptor,
    close: () => {
      closeSync(descriptor);
      remove();
    },
  };
}

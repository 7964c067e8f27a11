import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, StorageError } from '../../storage/storageError.js';

/** Bytes that are appended, and read again by their offset. */
export interface ScratchFile {
  /** Appends bytes; returns their offset. */
  put(bytes: Uint8Array): number;
  /** Returns fewer bytes at the end. */
  get(offset: number, length: number): Buffer;
  /** Bytes so far. */
  readonly size: number;
  close(): void;
}

/** Bytes in memory before anything is written; smaller deliveries never touch the disk. */
const usualMemoryBytes = 1 << 20;

/** Least bytes that are read from the file: they cost hardly more than a few. */
const windowBytes = 8192;

/**
 * Opens an empty scratch file: a buffer, and once that is full a temporary file.
 *
 * @remarks The file is for its owner alone and is unlinked once it is open, so that nothing is left behind however the
 *   process ends.
 */
export function openScratchFile(memoryBytes = usualMemoryBytes, parent = tmpdir()): ScratchFile {
  let tail = Buffer.alloc(1 << 14);
  let tailLength = 0;
  /** Bytes in the file; the buffer follows them. */
  let written = 0;
  let file: TemporaryFile | null = null;
  const write = (bytes: Uint8Array): void => {
    try {
      file ??= openTemporaryFile(parent);
      for (let at = 0; at < bytes.length; )
        at += writeSync(file.descriptor, bytes, at, bytes.length - at, written + at);
    } catch (error) {
      throw explain(error, parent);
    }
    written += bytes.length;
  };
  /** What was read last: bytes that were put together are mostly asked for together. Never changed, only replaced. */
  let window: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };
  const read = (from: number, to: number): Buffer => {
    const bytes = Buffer.allocUnsafeSlow(to - from);
    const inFile = Math.min(to, written) - from;
    for (let at = 0; at < inFile; ) {
      const more = readSync((file as TemporaryFile).descriptor, bytes, at, inFile - at, from + at);
      if (more === 0) throw new TypeError('a scratch file that became shorter');
      at += more;
    }
    tail.copy(bytes, inFile, 0, to - from - inFile);
    return bytes;
  };
  return {
    put: (bytes) => {
      const offset = written + tailLength;
      if (tailLength + bytes.length > memoryBytes) {
        write(tail.subarray(0, tailLength));
        tailLength = 0;
        if (bytes.length > memoryBytes) {
          write(bytes);
          return offset;
        }
      }
      if (tailLength + bytes.length > tail.length) {
        const larger = Buffer.alloc(Math.max(tail.length * 2, tailLength + bytes.length));
        tail.copy(larger, 0, 0, tailLength);
        tail = larger;
      }
      tail.set(bytes, tailLength);
      tailLength += bytes.length;
      return offset;
    },
    get: (offset, length) => {
      const end = Math.min(offset + length, written + tailLength);
      if (offset >= written) return Buffer.from(tail.subarray(offset - written, Math.max(offset, end) - written));
      if (offset < window.start || end > window.start + window.bytes.length) {
        window = { start: offset, bytes: read(offset, Math.max(end, Math.min(offset + windowBytes, written))) };
      }
      return window.bytes.subarray(offset - window.start, end - window.start);
    },
    get size() {
      return written + tailLength;
    },
    close: () => {
      file?.close();
      file = null;
    },
  };
}

/** Names the folder, which no setting of ours does. */
function explain(error: unknown, parent: string): unknown {
  const [code, what] = reasons[errorCode(error) ?? ''] ?? [];
  if (code === undefined) return error;
  const message = `${what} the temporary folder ${parent}, which holds a part of the delivery while it is read.`;
  return new StorageError(code, message, 'Name another folder by TMPDIR, and run the same command again.', error);
}

const full = ['DISK_FULL', 'No space is left in'] as const;
const notWritable = ['DATA_DIRECTORY_NOT_WRITABLE', 'Nothing can be written in'] as const;
const reasons: Readonly<Record<string, typeof full | typeof notWritable>> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: notWritable,
  EROFS: notWritable,
  ENOENT: notWritable,
};

interface TemporaryFile {
  readonly descriptor: number;
  close(): void;
}

function openTemporaryFile(parent: string): TemporaryFile {
  const folder = mkdtempSync(join(parent, 'portcullis-spill-'));
  const descriptor = openSync(join(folder, 'spill'), 'wx+', 0o600);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // Why not everywhere: Windows removes no open file.
  if (process.platform !== 'win32') remove();
  return {
    descriptor,
    close: () => {
      closeSync(descriptor);
      remove();
    },
  };
}

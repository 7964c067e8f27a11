import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { badUserInput, isPortcullisError } from '../../schema/errors.js';
import { quoteName } from './quoteName.js';

/** A delivered file on disk, hashed once; each reading checks that it is still the same. */
export interface StoredFile {
  /** See `InputFile.name`. */
  readonly name: string;
  readonly sha256: string;
  readonly crc32: number;
  readonly size: number;
  /**
   * Bytes from `start` up to, not including, `end`; all by default.
   *
   * @throws BAD_USER_INPUT where the file is no longer the one that was hashed
   */
  read(range?: { readonly start: number; readonly end: number }): AsyncIterable<Buffer>;
}

/** How `openStoredFile` acquires and releases the file for each reading. */
export interface FileAccess {
  readonly name: string;
  /** As the operator named it, for messages. */
  readonly stated: string;
  acquire(): Promise<FileHandle>;
  release(handle: FileHandle): Promise<void>;
}

const chunkBytes = 1 << 18;

/** Opens and hashes a file. @throws BAD_USER_INPUT where it is no regular file, or cannot be read */
export async function openStoredFile(access: FileAccess): Promise<StoredFile> {
  const { name, stated } = access;
  const hashed = await use(access, async (handle) => {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile())
      throw badUserInput(
        `${quoteName(stated)} is no regular file.`,
        before.isDirectory() ? 'Name the files in the folder.' : 'Give standard input as "-", or a file.',
      );
    const digest = createHash('sha256');
    let sum = 0;
    for await (const chunk of stream(handle, 0, Number(before.size))) {
      digest.update(chunk);
      sum = crc32(chunk, sum);
    }
    assertSame(stated, before, await handle.stat({ bigint: true }));
    return { stats: before, sha256: digest.digest('hex'), crc32: sum };
  });
  const size = Number(hashed.stats.size);
  return {
    name,
    sha256: hashed.sha256,
    crc32: hashed.crc32,
    size,
    read: async function* ({ start, end } = { start: 0, end: size }) {
      const handle = await acquire(access);
      try {
        assertSame(stated, hashed.stats, await handle.stat({ bigint: true }));
        yield* stream(handle, start, end);
        assertSame(stated, hashed.stats, await handle.stat({ bigint: true }));
      } finally {
        await access.release(handle);
      }
    },
  };
}

/** Access to a path: opened for each reading, so that any number of files may be named. */
export function toPathAccess(path: string, followLinks = true): FileAccess {
  const links = followLinks ? 0 : (constants.O_NOFOLLOW ?? 0);
  return {
    name: basename(path),
    stated: path,
    // Why non-blocking: opening a named pipe would wait for its writer before it can be refused.
    acquire: () => open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | links),
    release: (handle) => handle.close(),
  };
}

async function* stream(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const wanted = Math.min(chunkBytes, end - at);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(wanted), 0, wanted, at);
    // The file became shorter: the comparison that follows notices.
    if (bytesRead === 0) return;
    at += bytesRead;
    yield bytesRead === wanted ? buffer : buffer.subarray(0, bytesRead);
  }
}

/** Invariant: equal size, inode and time of modification mean equal bytes; only the file's owner can forge the last. */
function assertSame(stated: string, before: BigIntStats, after: BigIntStats): void {
  const same =
    before.size === after.size &&
    before.mtimeNs === after.mtimeNs &&
    before.ino === after.ino &&
    before.dev === after.dev;
  if (!same)
    throw badUserInput(
      `${quoteName(stated)} was changed after its reading began.`,
      'Give files that are complete: written elsewhere, then renamed into place. Then run again.',
    );
}

async function acquire(access: FileAccess): Promise<FileHandle> {
  try {
    return await access.acquire();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'is not there' : code === 'EACCES' ? 'may not be read' : 'cannot be opened';
    throw badUserInput(
      `${quoteName(access.stated)} ${why}.`,
      code === 'EACCES' ? 'Check its permissions.' : 'Check the path of the file.',
    );
  }
}

async function use<T>(access: FileAccess, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await acquire(access);
  try {
    return await work(handle);
  } catch (error) {
    if (isPortcullisError(error)) throw error;
    throw badUserInput(`${quoteName(access.stated)} cannot be read.`, 'Name a regular file that can be read.');
  } finally {
    await access.release(handle);
  }
}

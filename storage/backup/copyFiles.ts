import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../storageError.js';

/** A file of a backup. */
export interface CopiedFile {
  /** Below the folder that was copied, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** From where to where files are copied. */
export interface Copying {
  readonly from: string;
  /** Folder, which has the folders of all files; absent: the files are only read. */
  readonly to?: string | undefined;
  /** Whether files that are gone meanwhile are left out. */
  readonly mayVanish?: boolean;
  /** Takes the size of each piece. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  /** Ends the copying. */
  readonly signal?: AbortSignal | undefined;
}

const filesAtOnce = 4;
const pieceBytes = 1 << 20;

/**
 * Copies files, each 0600 and on the disk when this resolves, and hashes them. Never overwrites one.
 *
 * @returns those that were there, in any order
 * @throws the file system's first error, once nothing is copied any more
 */
export async function copyFiles(paths: readonly string[], copying: Copying): Promise<readonly CopiedFile[]> {
  const copied: CopiedFile[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const piece = Buffer.allocUnsafe(pieceBytes);
    while (next < paths.length) {
      const path = paths[next++] as string;
      const file = await copyOne(path, copying, piece).catch((error: unknown) => {
        next = paths.length;
        throw error;
      });
      if (file) copied.push(file);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: filesAtOnce }, work));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return copied;
}

async function copyOne(path: string, copying: Copying, piece: Buffer): Promise<CopiedFile | undefined> {
  const { from, to, mayVanish = false } = copying;
  const source = await open(join(from, path), 'r').catch((error: unknown) => {
    if (mayVanish && errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!source) return undefined;
  let target: FileHandle | undefined;
  try {
    target = to === undefined ? undefined : await open(join(to, path), 'wx', 0o600);
    const digest = createHash('sha256');
    const bytes = await pour({ source, target, piece, digest }, copying);
    await target?.sync();
    return { path, bytes, sha256: digest.digest('hex') };
  } finally {
    await source.close();
    await target?.close();
  }
}

interface Pouring {
  readonly source: FileHandle;
  readonly target: FileHandle | undefined;
  readonly piece: Buffer;
  readonly digest: Hash;
}

async function pour({ source, target, piece, digest }: Pouring, { onBytes, signal }: Copying): Promise<number> {
  for (let bytes = 0; ; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await source.read(piece, 0, piece.length);
    if (bytesRead === 0) return bytes;
    const read = piece.subarray(0, bytesRead);
    digest.update(read);
    // Why not `write`: it may write a part.
    await target?.writeFile(read);
    bytes += bytesRead;
    onBytes?.(bytesRead);
  }
}

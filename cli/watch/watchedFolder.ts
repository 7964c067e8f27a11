import { lstat, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { badUserInput, type PortcullisError } from '../../schema/errors.js';
import { tryFileLock } from '../../storage/locks/fileLock.js';
import { explainFileError } from '../../storage/storageError.js';

/** A folder that deliveries arrive in, held by one watcher. */
export interface WatchedFolder {
  /** Real path: links on the way to it are resolved once. */
  readonly path: string;
  /** What was ingested, with its report beside it. */
  readonly done: string;
  /** What was not. */
  readonly failed: string;
  /** The delivery at hand, out of the way of its sender; only this user can reach it. */
  readonly taken: string;
  release(): void;
}

/**
 * Opens a folder to be watched, makes the folders in it that are needed, and takes its lock.
 *
 * @throws BAD_USER_INPUT where it is no folder or another watcher has it; StorageError where it cannot be written
 */
export async function openWatchedFolder(folder: string): Promise<WatchedFolder> {
  const path = await realpath(folder).catch(() => {
    throw refuse(`${folder} is not there.`, 'Make the folder first.');
  });
  const inside = { done: join(path, 'done'), failed: join(path, 'failed'), taken: join(path, '.taken') };
  try {
    await assertFolder(path);
    await mkdir(inside.done, { recursive: true });
    await mkdir(inside.failed, { recursive: true });
    await mkdir(inside.taken, { recursive: true, mode: 0o700 });
    for (const own of Object.values(inside)) await assertFolder(own);
    const lock = tryFileLock(join(path, '.portcullis-watch.lock'));
    if ('release' in lock) return { path, ...inside, release: lock.release };
    throw refuse(
      `Another watcher (process ${lock.heldBy}) has ${folder}.`,
      'One watcher a folder: end the other first.',
    );
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** Why not through links: what is ingested, and where it is moved to, must lie in the folder that the operator named. */
async function assertFolder(path: string): Promise<void> {
  if ((await lstat(path)).isDirectory()) return;
  throw refuse(`${path} is no folder.`, 'Name a folder; done, failed and .taken in it must be folders, not links.');
}

function refuse(message: string, hint: string): PortcullisError {
  return badUserInput(message, hint);
}

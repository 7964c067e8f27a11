import { lstat, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { badUserInput } from '../../schema/errors.js';
import { tryFileLock } from '../../storage/locks/fileLock.js';
import { explainFileError } from '../../storage/storageError.js';

/** A folder that deliveries arrive in, locked by one watcher. */
export interface WatchedFolder {
  /** Real path: links to it are resolved once. */
  readonly path: string;
  /** What was ingested, with its reports. */
  readonly done: string;
  /** What could not be. */
  readonly failed: string;
  /** The delivery at hand, out of its sender's reach; only this user can read it. */
  readonly taken: string;
  release(): void;
}

/**
 * Opens a folder to be watched, creates its subfolders, and locks it.
 *
 * @throws BAD_USER_INPUT where it is no folder or another watcher holds it; StorageError where it cannot be written
 */
export async function openWatchedFolder(folder: string): Promise<WatchedFolder> {
  const path = await realpath(folder).catch(() => {
    throw badUserInput(`${folder} does not exist.`, 'Make the folder first.');
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
    throw badUserInput(`Another watcher (process ${lock.heldBy}) holds ${folder}.`, 'End it first.');
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** Why no links: deliveries, and where they are moved to, must be in the folder that the operator named. */
async function assertFolder(path: string): Promise<void> {
  if ((await lstat(path)).isDirectory()) return;
  throw badUserInput(
    `${path} is no folder.`,
    'Name a folder; done, failed and .taken in it must be folders, not links.',
  );
}

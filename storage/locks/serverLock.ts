import { join } from 'node:path';
import { explainFileError, StorageError } from '../storageError.js';
import { type FileLock, tryFileLock } from './fileLock.js';
import { makeFolders } from './makeFolders.js';

/** Held by the one server on a data directory. */
export type ServerLock = FileLock;

/**
 * Takes the lock of a data directory, which is made if it does not exist. The death of its holder frees it.
 *
 * @throws StorageError DATA_DIRECTORY_IN_USE, DATA_DIRECTORY_NOT_WRITABLE or DISK_FULL
 */
export function acquireServerLock(dataDirectory: string): ServerLock {
  const lock = tryServerLock(dataDirectory);
  if (!('heldBy' in lock)) return lock;
  throw new StorageError(
    'DATA_DIRECTORY_IN_USE',
    `Another Portcullis server runs on the data directory ${dataDirectory} (process ${lock.heldBy}).`,
    'Stop it first, or name another directory with --data.',
  );
}

/** The same lock, or who holds it. @throws StorageError DATA_DIRECTORY_NOT_WRITABLE or DISK_FULL */
export function tryServerLock(dataDirectory: string): ReturnType<typeof tryFileLock> {
  try {
    // If we are root, others must be able to pass through: the database runs as one of them.
    makeFolders(dataDirectory, process.geteuid?.() === 0 ? 0o711 : 0o700);
    return tryFileLock(join(dataDirectory, 'server.lock'));
  } catch (error) {
    throw explainFileError(error, dataDirectory);
  }
}

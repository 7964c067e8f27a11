import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '../storageError.js';
import { tryFileLock } from './fileLock.js';

/**
 * Changes the keys of a directory alone: of two that read a file and write it at once, one would take away the key that the other made.
 * What a killed one left of a file of the seal goes first: it has keys that are forgotten later.
 *
 * @throws StorageError KEY_ROTATION_REFUSED where another command changes them
 */
export async function changingKeys<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const lock = tryFileLock(join(directory, 'rotation.lock'));
  if ('heldBy' in lock)
    throw new StorageError(
      'KEY_ROTATION_REFUSED',
      `Another command changes the keys (process ${lock.heldBy}).`,
      'Wait for its end.',
    );
  try {
    for (const name of readdirSync(directory))
      if (name.startsWith('auditSeal.json.new-')) rmSync(join(directory, name), { force: true });
    return await work();
  } finally {
    lock.release();
  }
}

import { existsSync, lstatSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { syncFolder } from '../../schema/wholeFile.js';
import { type FileLock, tryFileLock } from '../locks/fileLock.js';
import { makeFolders } from '../locks/makeFolders.js';
import { errorCode, explainFileError, StorageError } from '../storageError.js';
import type { NamedBackup } from './keeping.js';
import { backupNameOf, listBackups, readManifest } from './manifest.js';

/** The one backup that is not finished, or not removed yet; what a killed process left has this name too. */
const unfinishedName = 'unfinished';

/** Path of what is not finished. */
export function unfinishedIn(folder: string): string {
  return join(folder, unfinishedName);
}

/**
 * Makes a folder of backups, and holds it while backups are made or removed: no other command does either.
 *
 * @param root the data directory
 * @param work is given the lock, for what would take it itself
 * @throws StorageError BACKUP_REFUSED, DISK_FULL; what the work throws
 */
export async function holdingBackups<T>(
  folder: string,
  root: string,
  work: (lock: FileLock) => Promise<T>,
): Promise<T> {
  const lock = lockBackups(folder, root);
  try {
    return await work(lock);
  } finally {
    lock.release();
  }
}

/**
 * Makes a folder of backups, and locks it against another command that makes or removes some.
 *
 * @param root the data directory
 * @throws StorageError BACKUP_REFUSED, DISK_FULL
 */
export function lockBackups(folder: string, root: string): FileLock {
  const lock = tryLock(folder, root);
  if (!('heldBy' in lock)) return lock;
  throw refused(`Another backup is being made in ${folder} (process ${lock.heldBy}).`, 'Wait for its end.');
}

function tryLock(folder: string, root: string): ReturnType<typeof tryFileLock> {
  try {
    makeFolders(folder, 0o700);
    if (existsSync(root) && `${realpathSync(folder)}${sep}`.startsWith(`${realpathSync(root)}${sep}`))
      throw refused(`${folder} lies in the data directory, and would be lost with it.`, 'Name a folder elsewhere.');
    return tryFileLock(join(folder, 'backup.lock'));
  } catch (error) {
    throw explainBackupError(error, folder);
  }
}

/** An error of the file system in a folder of backups, in a clear line; anything else unchanged. */
export function explainBackupError(error: unknown, folder: string): unknown {
  if (!['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '')) return explainFileError(error, folder);
  return new StorageError(
    'DISK_FULL',
    `No space is left on the device that holds ${folder}: there is no new backup, and earlier ones are as they were.`,
    'Free some space, or name a folder on another device.',
    error,
  );
}

/** Gives what is finished and on the disk its name. @throws StorageError BACKUP_REFUSED where the name is taken */
export function nameFinished(folder: string, name: string): void {
  // A rename would replace an empty folder.
  if (existsSync(join(folder, name)))
    throw refused(`There is ${join(folder, name)} already.`, 'Run the command again.');
  renameSync(unfinishedIn(folder), join(folder, name));
  syncFolder(folder);
}

/** The backups of a deployment in a folder, oldest first, and what looks like one and is none of it. */
export function readBackups(
  folder: string,
  link: Uint8Array,
): { readonly own: readonly NamedBackup[]; readonly others: readonly string[] } {
  const names = listBackups(folder);
  const own = names.flatMap((name): readonly NamedBackup[] => {
    const backup = ownBackup(folder, name, link);
    return backup ? [backup] : [];
  });
  return { own, others: names.filter((name) => !own.some((backup) => backup.name === name)) };
}

/** Undefined for another deployment's, one whose manifest was changed, one that was named by hand, and a link. */
function ownBackup(folder: string, name: string, link: Uint8Array): NamedBackup | undefined {
  try {
    const manifest = readManifest(join(folder, name), link);
    const isOwn = name === backupNameOf(manifest.completedAt) && lstatSync(join(folder, name)).isDirectory();
    return isOwn ? { name, manifest } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Removes a backup; only under the lock of its folder. First it loses its name: killed at any moment, this leaves a whole backup or
 * none, and what is left of one goes with the next.
 */
export function removeBackup(folder: string, name: string): void {
  const unfinished = unfinishedIn(folder);
  rmSync(unfinished, { recursive: true, force: true });
  renameSync(join(folder, name), unfinished);
  syncFolder(folder);
  rmSync(unfinished, { recursive: true, force: true });
}

function refused(message: string, hint: string): StorageError {
  return new StorageError('BACKUP_REFUSED', message, hint);
}

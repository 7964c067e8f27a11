import { join, resolve } from 'node:path';
import { type BackupManifest, isBackup, listBackups, readManifest } from '../../storage/backup/manifest.js';
import { errorCode, StorageError } from '../../storage/storageError.js';

/** A backup, and what it says of itself. */
export interface ChosenBackup {
  readonly backup: string;
  readonly manifest: BackupManifest;
}

/**
 * The backup that an operator names: by its own folder, or the newest of a folder of several.
 *
 * @param link key of references, under which manifests are sealed
 * @throws StorageError BACKUP_MISSING, BACKUP_DAMAGED
 */
export function chooseBackup(named: string, link: Uint8Array): ChosenBackup {
  const folder = resolve(named);
  const backup = isBackup(folder) ? folder : join(folder, newestIn(folder));
  return { backup, manifest: readManifest(backup, link) };
}

function newestIn(folder: string): string {
  const newest = namesIn(folder).at(-1);
  if (newest !== undefined) return newest;
  throw new StorageError(
    'BACKUP_MISSING',
    `There is no backup in ${folder}.`,
    'Name the folder that portcullis backup was given, or one of those in it.',
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return listBackups(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return [];
    throw error;
  }
}

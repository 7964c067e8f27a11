import { join, resolve } from 'node:path';
import {
  type BackupManifest,
  backupNameOf,
  isBackup,
  listBackups,
  readManifest,
} from '../../storage/backup/manifest.js';
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
 * @param to only a backup that was complete by then
 * @throws StorageError BACKUP_MISSING, BACKUP_DAMAGED
 */
export function chooseBackup(named: string, link: Uint8Array, to?: Date): ChosenBackup {
  const folder = resolve(named);
  const last = to && backupNameOf(to.toISOString());
  const names = isBackup(folder) ? [''] : namesIn(folder).filter((name) => last === undefined || name <= last);
  const newest = names.at(-1);
  if (newest === undefined) throw missing(folder, to);
  const backup = join(folder, newest);
  const manifest = readManifest(backup, link);
  if (to && manifest.completedAt > to.toISOString()) throw missing(folder, to);
  return { backup, manifest };
}

function missing(folder: string, to: Date | undefined): StorageError {
  return new StorageError(
    'BACKUP_MISSING',
    `There is no backup in ${folder}${to ? ` that was complete by ${to.toISOString()}` : ''}.`,
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

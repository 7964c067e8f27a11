import { join, resolve } from 'node:path';
import {
  type BackupManifest,
  backupNameOf,
  isBackup,
  isOfAnother,
  listBackups,
  readManifest,
} from '../../storage/backup/manifest.js';
import { errorCode, isStorageError, StorageError } from '../../storage/storageError.js';

/** A backup, and what it says of itself. */
export interface ChosenBackup {
  readonly backup: string;
  readonly manifest: BackupManifest;
  /** Paths of newer ones that are damaged: passed over. */
  readonly passed: readonly string[];
  /** Paths of newer ones that say to be another database's: a folder may be shared. */
  readonly others: readonly string[];
}

/**
 * The backup that an operator names: by its own folder, or of a folder of several the newest that opens under our key. Others may be there.
 *
 * @param link key of references, under which manifests are sealed
 * @param to only a backup that was complete by then
 * @throws StorageError BACKUP_MISSING, BACKUP_DAMAGED
 */
export function chooseBackup(named: string, link: Uint8Array, to?: Date): ChosenBackup {
  const folder = resolve(named);
  const last = to && backupNameOf(to.toISOString());
  const names = isBackup(folder) ? [''] : namesIn(folder).filter((name) => last === undefined || name <= last);
  const closed: { readonly path: string; readonly why: unknown }[] = [];
  for (const path of names.toReversed().map((name) => join(folder, name))) {
    const manifest = tryManifest(path, link, (why) => void closed.push({ path, why }));
    if (!manifest || (to && manifest.completedAt > to.toISOString())) continue;
    const paths = closed.map((each) => each.path);
    const others = paths.filter((each) => isOfAnother(each, manifest));
    return { backup: path, manifest, passed: paths.filter((each) => !others.includes(each)), others };
  }
  throw closed[0]?.why ?? missing(folder, to);
}

function tryManifest(path: string, link: Uint8Array, onClosed: (why: unknown) => void): BackupManifest | null {
  try {
    return readManifest(path, link);
  } catch (error) {
    if (!isStorageError(error)) throw error;
    onClosed(error);
    return null;
  }
}

/** They in lines for people. */
export function describePassed({ passed, others }: Pick<ChosenBackup, 'passed' | 'others'>): readonly string[] {
  return [
    ...passed.map((path) => `UNPROVEN  ${path} is newer, and damaged: passed over.`),
    ...others.map((path) => `${path} is newer, and of another database: passed over.`),
  ];
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

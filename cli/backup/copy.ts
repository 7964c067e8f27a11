import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readRestoring } from '../../storage/acts/restoring.js';
import { type RestoreOptions, restoreCluster } from '../../storage/backup/restoreCluster.js';
import { decideDataDirectory, prepareDataDirectory } from '../../storage/embedded/dataDirectory.js';
import { runningPostmaster, stopPostmaster } from '../../storage/embedded/postmaster.js';
import { databaseUser } from '../../storage/embedded/processUser.js';
import { acquireServerLock, tryServerLock } from '../../storage/locks/serverLock.js';
import { type Databases, resolveDatabases } from '../../storage/provision/resolveDatabases.js';
import { StorageError } from '../../storage/storageError.js';
import { commandEnding, type Lifecycle } from '../lifecycle.js';
import { barFormat, openBar } from '../output/progress.js';

/** A database to look at, and a folder for what it is compared with. */
export interface Opened {
  readonly databases: Databases;
  readonly folder: string;
}

/** A backup to restore, and the archive to go on with. */
export type Restorable = Pick<RestoreOptions, 'backup' | 'manifest' | 'archive'>;

/**
 * Restores a backup into a copy, which is removed with the lifecycle.
 *
 * @param place folder for the copy
 * @throws StorageError DATA_DIRECTORY_NOT_TRAVERSABLE, RESTORE_REFUSED for a place with anything else in it; what `restoreCluster` throws
 */
export async function openRestored(
  chosen: Restorable,
  place: string,
  lifecycle: Lifecycle,
  isBarShown: boolean,
): Promise<Opened> {
  const copy = await openCopy(resolve(place));
  lifecycle.add('copy', copy.remove);
  const { dataDirectory } = copy;
  const bar = isBarShown ? await openBar(barFormat('verify')) : null;
  const onProgress = (done: number, total: number) => bar?.show(done, total);
  await restoreCluster({ ...chosen, dataDirectory, onProgress, signal: commandEnding }).finally(() => bar?.stop());
  // Without the archive: a copy leaves it as it is.
  const databases = await resolveDatabases({}, { dataDirectory, mayCreate: false });
  lifecycle.add('database of the copy', () => databases.stop());
  return { databases, folder: dataDirectory };
}

/** Where a copy is made, if nobody says where. */
export function placeOfCopy(dataDirectory: string): string {
  return `${dataDirectory}-verify`;
}

/**
 * Removes what killed verifications left, there and in the folder `verify` of the backups, where those of the night are: a copy has the keys
 * of log entries, and no `--keep` ends it. One whose verification still runs stays.
 */
export async function removeLeftCopies(backups: string, dataDirectory: string): Promise<void> {
  for (const place of [join(backups, 'verify'), placeOfCopy(dataDirectory)]) {
    // By the mark, which a copy has before its first file: another folder of that name is somebody's.
    if (readRestoring(join(place, 'copy')) === null) continue;
    const lock = tryServerLock(place);
    if ('heldBy' in lock) continue;
    await removeCopy(join(place, 'copy'));
    lock.release();
    if (readdirSync(place).length === 0) rmdirSync(place);
  }
}

interface Copy {
  readonly dataDirectory: string;
  readonly remove: () => Promise<void>;
}

/** A place for the copy. Why a folder in a folder: what a killed verification left is known by its name, and removed here. */
async function openCopy(place: string): Promise<Copy> {
  decideDataDirectory({ explicit: place, defaultPath: place });
  prepareDataDirectory(place, databaseUser());
  const stray = readdirSync(place).find((name) => name !== 'copy' && !name.startsWith('server.lock'));
  if (stray !== undefined)
    throw new StorageError('RESTORE_REFUSED', `${place} is not empty: it has ${stray}.`, 'Name another one with --in.');
  const lock = acquireServerLock(place);
  const dataDirectory = join(place, 'copy');
  const remove = async (): Promise<void> => {
    await removeCopy(dataDirectory);
    lock.release();
    rmSync(place, { recursive: true, force: true });
  };
  await removeCopy(dataDirectory);
  return { dataDirectory, remove };
}

async function removeCopy(dataDirectory: string): Promise<void> {
  for (const name of ['database', 'database.new']) {
    const cluster = join(dataDirectory, name, 'cluster');
    const running = runningPostmaster(cluster);
    if (running) await stopPostmaster(running.pid, cluster);
  }
  rmSync(dataDirectory, { recursive: true, force: true });
}

import { chmodSync, readdirSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeFolders } from '../locks/makeFolders.js';
import { explainFileError, StorageError } from '../storageError.js';
import { databaseUser, firstBarrier, type ProcessUser } from './processUser.js';

/** Where data goes if we are root and the database's user cannot reach the default path. */
export const systemDataDirectory = '/var/lib/portcullis';

/** The operator's choice of a data directory. */
export interface DataDirectoryChoice {
  /** From --data or PORTCULLIS_DATA; absent if neither was given. */
  readonly explicit?: string | undefined;
  /** Used if none was given, e.g. `./data`. */
  readonly defaultPath: string;
}

/**
 * Absolute path of the data directory. If the user that the database runs as cannot reach the default path, data goes to
 * `/var/lib/portcullis`, never to a temporary directory; an explicit path that it cannot reach is an error.
 *
 * @throws StorageError DATA_DIRECTORY_NOT_TRAVERSABLE
 */
export function decideDataDirectory(choice: DataDirectoryChoice, user: ProcessUser = databaseUser()): string {
  const path = resolve(choice.explicit ?? choice.defaultPath);
  const barrier = findBarrier(path, user);
  if (!barrier) return path;
  if (choice.explicit === undefined) return systemDataDirectory;
  throw new StorageError(
    'DATA_DIRECTORY_NOT_TRAVERSABLE',
    `The data directory ${path} cannot be reached by user ${user.uid}, whom the database runs as (${barrier} is closed to others).`,
    'As root, name a directory whose parents others may pass through, e.g. /var/lib/portcullis.',
  );
}

/**
 * Makes the data directory if it does not exist, and checks that it is ours to write.
 *
 * @throws StorageError DATA_DIRECTORY_NOT_WRITABLE, DATA_DIRECTORY_FOREIGN_OWNER or DISK_FULL
 */
export function prepareDataDirectory(path: string, user: ProcessUser): void {
  try {
    makeFolders(path, user.dropped ? 0o711 : 0o700);
    const stats = statSync(path);
    assertOurs(path, stats);
    // A directory made by mktemp is 0700; if we are root, the database's user has to pass through it.
    if (user.dropped && (stats.mode & 0o001) === 0) chmodSync(path, stats.mode | 0o011);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

function findBarrier(path: string, user: ProcessUser): string | undefined {
  try {
    return barrierAbove(path, user);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

function barrierAbove(path: string, user: ProcessUser): string | undefined {
  const barrier = firstBarrier(path, user);
  // prepareDataDirectory opens the directory itself if it is ours; its parents are not ours to change.
  const own = barrier === path && statSync(path).uid === process.geteuid?.();
  return own ? undefined : barrier;
}

function assertOurs(path: string, stats: Stats): void {
  const self = process.geteuid?.();
  if (self === undefined || stats.uid === self) return;
  // An empty volume of another user is handed to us on purpose, if we may write to it.
  if (readdirSync(path).length === 0 || containsOurs(path, self)) return;
  throw foreignOwner(path, stats.uid);
}

function containsOurs(path: string, self: number): boolean {
  return statSync(resolve(path, 'database'), { throwIfNoEntry: false })?.uid === self;
}

/** The one line for a data directory that another user made. */
export function foreignOwner(path: string, owner: number): StorageError {
  return new StorageError(
    'DATA_DIRECTORY_FOREIGN_OWNER',
    `The data directory ${path} belongs to user id ${owner}.`,
    'Run as that user, or name another directory with --data.',
  );
}

import { chmodSync, readdirSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeFolders } from '../locks/makeFolders.js';
import { explainFileError, StorageError } from '../storageError.js';
import { databaseUser, firstBarrier, type ProcessUser } from './processUser.js';

/** Where data goes as root when the default path cannot be passed through by the database's user. */
export const systemDataDirectory = '/var/lib/portcullis';

/** What the operator said about the data directory. */
export interface DataDirectoryChoice {
  /** The path given by --data or PORTCULLIS_DATA; absent where the operator said nothing. */
  readonly explicit?: string | undefined;
  /** The path that is used where nothing is said, e.g. `./data`. */
  readonly defaultPath: string;
}

/**
 * Absolute path of the data directory. Data never goes to a temporary directory: where the default path cannot be
 * used by the user that the database runs as, it goes to `/var/lib/portcullis`; an explicit one there is an error.
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
    'As root, name a directory with --data whose parents others may pass through, e.g. /var/lib/portcullis.',
  );
}

/**
 * Makes the data directory where it does not exist and proves that it is ours to write.
 *
 * @throws StorageError DATA_DIRECTORY_NOT_WRITABLE, DATA_DIRECTORY_FOREIGN_OWNER or DISK_FULL
 */
export function prepareDataDirectory(path: string, user: ProcessUser): void {
  try {
    makeFolders(path, user.dropped ? 0o711 : 0o700);
    const stats = statSync(path);
    assertOurs(path, stats);
    // Why: a directory made by mktemp is 0700; as root the database's user has to pass through it.
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
  // Why: the directory itself is opened by prepareDataDirectory where it is ours; its parents are not ours to change.
  const own = barrier === path && statSync(path).uid === process.geteuid?.();
  return own ? undefined : barrier;
}

function assertOurs(path: string, stats: Stats): void {
  const self = process.geteuid?.();
  if (self === undefined || stats.uid === self) return;
  // Why: an empty volume that belongs to another user is handed to us on purpose, if we may write to it.
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

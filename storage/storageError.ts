/** Why the store cannot be used. Commands print it as one line; it is never sent to a client. */
export type StorageErrorCode =
  | 'ACTS_DAMAGED'
  | 'ACTS_MISSING'
  | 'ACTS_TOO_SHORT'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_MISSING'
  | 'BACKUP_REFUSED'
  | 'DATA_DIRECTORY_NOT_WRITABLE'
  | 'DATA_DIRECTORY_NOT_TRAVERSABLE'
  | 'DATA_DIRECTORY_FOREIGN_OWNER'
  | 'DATA_DIRECTORY_IN_USE'
  | 'DATABASE_MISSING'
  | 'DATABASE_OF_ANOTHER_BUILD'
  | 'DATABASE_OUTDATED'
  | 'DATABASE_PASSWORDS_MISSING'
  | 'DATABASE_PREPARE_FAILED'
  | 'DATABASE_ROLE_TOO_STRONG'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_START_FAILED'
  | 'DATABASE_VERSION_MISMATCH'
  | 'DATABASE_WITHOUT_CITUS'
  | 'DISK_FULL'
  | 'DISTRIBUTION_FAILED'
  | 'KEY_CHANGED'
  | 'KEY_MISSING'
  | 'KEY_ROTATION_REFUSED'
  | 'MIGRATION_EDITED'
  | 'MIGRATION_FAILED'
  | 'PLATFORM_UNSUPPORTED'
  | 'RESTORE_FAILED'
  | 'RESTORE_REFUSED'
  | 'RESTORING'
  | 'TABLES_DIFFER';

/** A failure of start-up or of an operator's command: one clear line and what to do about it. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;
  /** What the operator can do, one sentence. */
  readonly hint: string;

  constructor(code: StorageErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StorageError';
    this.code = code;
    this.hint = hint;
  }
}

/** True for any `StorageError`, even from another copy of this module. */
export function isStorageError(error: unknown): error is StorageError {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'StorageError';
}

/**
 * Turns an error of the file system into a clear line about the data directory; returns anything else unchanged.
 * Why not instanceof: errors of `fs` come from another realm under Jest.
 */
export function explainFileError(error: unknown, path: string): unknown {
  if (isStorageError(error)) return error;
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StorageError(
        'DATA_DIRECTORY_NOT_WRITABLE',
        `The directory ${path} cannot be written by this user.`,
        'Give this user the rights, where the file system may be written, or name another directory: --data, for keys --keys.',
        error,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return notDirectory(path, error);
    default:
      return error;
  }
}

/** The error for a path that is no directory and cannot become one. */
export function notDirectory(path: string, cause?: unknown): StorageError {
  return new StorageError(
    'DATA_DIRECTORY_NOT_WRITABLE',
    `The data directory ${path} is not a directory and cannot be made one.`,
    'Name another directory with --data.',
    cause,
  );
}

/** The error if there is nothing to read: a command that reads makes nothing. */
export function databaseMissing(message: string): StorageError {
  return new StorageError(
    'DATABASE_MISSING',
    message,
    'See --data and DATABASE_URL; a database is made by the first start, serve or ingest, and by restore of a backup.',
  );
}

/** The error for a full disk. */
export function diskFull(path: string, cause?: unknown): StorageError {
  return new StorageError(
    'DISK_FULL',
    `No space is left on the device that holds ${path}.`,
    'Free some space (a new database needs about 60 MB), or name another directory: --data, for keys --keys.',
    cause,
  );
}

/** The `code` of an error of the file system, the network or PostgreSQL; undefined if it has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

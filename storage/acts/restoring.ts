import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LeftLog } from '../../auditlog/opening/opening.js';
import { readIfThere, syncFolder, writeWholeFile } from '../../schema/wholeFile.js';
import { errorCode, StorageError } from '../storageError.js';
import type { ActPosition } from './actList.js';

/** A restore that has not ended: its database must not be asked, for it has what was taken away since the backup. */
export interface Restoring {
  /** Where the list of acts stood when the backup was begun; null where that is not known: all acts are done again. */
  readonly since: ActPosition | null;
  /** Folder of the backups, where copies of the log's keys are. */
  readonly copies?: string;
  /** Instance whose logs follow those that lack signed entries, once that is decided. */
  readonly newLog?: string;
  /** The logs that were left for it, once they are. */
  readonly left?: readonly LeftLog[];
}

/** Notes that the database of a data directory is being restored; durable when it returns. */
export function markRestoring(dataDirectory: string, restoring: Restoring): void {
  writeWholeFile(markOf(dataDirectory), `${JSON.stringify(restoring)}\n`, 'replace');
}

/** The restore that has not ended; null where there is none. @throws StorageError RESTORING where its note cannot be read */
export function readRestoring(dataDirectory: string): Restoring | null {
  const text = readMark(dataDirectory);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Restoring;
  } catch {
    throw isRestoring(dataDirectory);
  }
}

/** @throws StorageError RESTORING unless the database may be asked */
export function assertRestored(dataDirectory: string): void {
  if (readRestoring(dataDirectory) !== null) throw isRestoring(dataDirectory);
}

/** Ends a restore: the last thing that it does. */
export function endRestoring(dataDirectory: string): void {
  rmSync(markOf(dataDirectory), { force: true });
  syncFolder(dataDirectory);
}

function readMark(dataDirectory: string): string | null {
  try {
    return readIfThere(markOf(dataDirectory));
  } catch (error) {
    // Nothing is restored in what is no folder.
    if (errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

function markOf(dataDirectory: string): string {
  return join(dataDirectory, 'restoring');
}

function isRestoring(dataDirectory: string): StorageError {
  return new StorageError(
    'RESTORING',
    `The database of ${dataDirectory} is being restored: what was taken away since its backup is still in it.`,
    `Wait for the restore to end. If it was stopped: ${again(dataDirectory)}.`,
  );
}

/** The error for a database that went back to an earlier state by another tool. @param schemas those in it */
export function wentBack(schemas: readonly string[]): StorageError {
  return new StorageError(
    'RESTORING',
    `A database is older than what was taken away from it, which is in it again (${schemas.join(', ')}).`,
    'portcullis restore --redo takes it away again. For another deployment, name its heads with --heads.',
  );
}

/** What goes on with a restore that was stopped: before its database is in its place, it begins anew. */
function again(dataDirectory: string): string {
  return isInPlace(dataDirectory) ? 'portcullis restore --redo' : 'portcullis restore with the same backup';
}

/** Whether the database that is being restored is in its place. */
export function isInPlace(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, 'database'));
}

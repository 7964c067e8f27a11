import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isAlive, type ProcessIdentity } from './processIdentity.js';
import { errorCode, explainFileError, StorageError } from './storageError.js';

/** Held by the one `start` or `gateway` of a data directory. */
export interface ServerLock {
  release(): void;
}

/**
 * Takes the lock of the data directory. It lies in a file that names the process; one left behind by a process that
 * was killed is taken over, also where its number has meanwhile been given to another process.
 *
 * @throws StorageError DATA_DIRECTORY_IN_USE, DATA_DIRECTORY_NOT_WRITABLE or DISK_FULL
 */
export function acquireServerLock(dataDirectory: string): ServerLock {
  const path = join(dataDirectory, 'server.lock');
  const self = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: '' };
  const mine = `${path}.${process.pid}`;
  try {
    writeFileSync(mine, `${JSON.stringify(self)}\n`, { mode: 0o600 });
    takeOver(path, mine, dataDirectory);
  } catch (error) {
    throw explainFileError(error, dataDirectory);
  } finally {
    rmSync(mine, { force: true });
  }
  return { release: () => releaseLock(path, self) };
}

function takeOver(path: string, mine: string, dataDirectory: string): void {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    // Why a link: it appears whole or not at all, and only one of two starters can make it.
    if (makeLink(mine, path)) return;
    const holder = readHolder(path);
    if (holder && isAlive(holder)) throw inUse(dataDirectory, holder);
    // Why compared: another starter may have replaced the stale lock since it was read.
    if (sameHolder(holder, readHolder(path))) rmSync(path, { force: true });
  }
  throw inUse(dataDirectory, readHolder(path));
}

function makeLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, startedAt } = value as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

function sameHolder(a: ProcessIdentity | undefined, b: ProcessIdentity | undefined): boolean {
  return a?.pid === b?.pid && a?.startedAt === b?.startedAt;
}

function releaseLock(path: string, self: ProcessIdentity): void {
  if (sameHolder(readHolder(path), self)) rmSync(path, { force: true });
}

function inUse(dataDirectory: string, holder: ProcessIdentity | undefined): StorageError {
  const who = holder ? ` (process ${holder.pid})` : '';
  return new StorageError(
    'DATA_DIRECTORY_IN_USE',
    `Another Portcullis server runs on the data directory ${dataDirectory}${who}.`,
    'Stop it first, or name another directory with --data.',
  );
}

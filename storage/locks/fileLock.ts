import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { errorCode } from '../storageError.js';
import { identifyProcess, isAlive, type ProcessIdentity } from './processIdentity.js';

/** A lock file that names the process that holds it. */
export interface FileLock {
  release(): void;
}

let attempts = 0;

/**
 * Takes the lock, or says who holds it. The lock of a killed process is taken over, even if another process has its number now.
 *
 * @param path of the lock; its folder must exist
 */
export function tryFileLock(path: string): FileLock | { readonly heldBy: number } {
  const self = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: '' };
  attempts += 1;
  const mine = `${path}.${process.pid}-${attempts}`;
  // A link appears atomically, and only one of two processes can make it.
  writeFileSync(mine, `${JSON.stringify(self)}\n`, { mode: 0o600 });
  try {
    for (;;) {
      if (makeLink(mine, path)) return { release: () => releaseLock(path, self) };
      const holder = readHolder(path);
      if (holder && isAlive(holder)) return { heldBy: holder.pid };
      removeStale(path, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

// Read again: another process may have replaced the stale lock since it was read.
function removeStale(path: string, stale: ProcessIdentity | undefined): void {
  if (same(stale, readHolder(path))) rmSync(path, { force: true });
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
    // Gone, or not JSON: a lock without a holder is stale.
    return undefined;
  }
}

function same(a: ProcessIdentity | undefined, b: ProcessIdentity | undefined): boolean {
  return a?.pid === b?.pid && a?.startedAt === b?.startedAt;
}

function releaseLock(path: string, self: ProcessIdentity): void {
  if (same(readHolder(path), self)) rmSync(path, { force: true });
}

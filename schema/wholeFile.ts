import {
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder that is for its owner alone, 0700, or makes one so that is there. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

/** The text of a file; null where there is none. @throws the file system's error for one that cannot be read */
export function readIfThere(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string | null {
  try {
    return readFileSync(path, encoding);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Writes a file of the deployment, whole or not at all: anyone who reads meanwhile has all of one text, and a writer that is
 * killed leaves nothing behind that cannot be read. It holds against a power cut when this returns. The file is 0600; its
 * folder must be there.
 *
 * @param mode `create` leaves a file that is there, `replace` puts the new one in its place
 * @returns false where another file was there first
 * @throws the file system's error
 */
export function writeWholeFile(path: string, text: string, mode: 'create' | 'replace'): boolean {
  const unfinished = `${path}.new-${process.pid}`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flush: true });
    if (mode === 'replace') renameSync(unfinished, path);
    else linkSync(unfinished, path);
  } catch (error) {
    if (mode === 'create' && isThere(error)) return false;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

// Why not instanceof: errors of `fs` come from another realm where modules are loaded apart.
function isThere(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}

function syncFolder(path: string): void {
  const folder = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

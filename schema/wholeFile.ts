import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Creates a folder for its owner alone, 0700; sets the mode of one that exists. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

/** The text of a file; null where there is none. @throws the file system's error where it cannot be read */
export function readIfThere(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string | null {
  try {
    return readFileSync(path, encoding);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Writes a file of the deployment atomically: a concurrent reader gets either text whole, and a writer that is killed leaves no
 * partial file. Durable when this returns. The file is 0600, and stays its owner's where root replaces it; its folder must exist.
 *
 * @param mode `create` keeps a file that exists, `replace` replaces it
 * @returns false where `create` found a file
 * @throws the file system's error
 */
export function writeWholeFile(path: string, text: string, mode: 'create' | 'replace'): boolean {
  const unfinished = `${path}.new-${process.pid}`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flush: true });
    if (mode === 'replace') {
      keepOwner(path, unfinished);
      renameSync(unfinished, path);
    } else linkSync(unfinished, path);
  } catch (error) {
    if (mode === 'create' && isThere(error)) return false;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

/** Else processes of that user could read it no more, and would go on with what they read last. */
function keepOwner(replaced: string, unfinished: string): void {
  const owner = process.getuid?.() === 0 ? statSync(replaced, { throwIfNoEntry: false }) : undefined;
  if (owner) chownSync(unfinished, owner.uid, owner.gid);
}

// Not instanceof: errors of `fs` may come from another realm.
function isThere(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';
}

/** Waits until the entries of a folder are on the disk. */
export function syncFolder(path: string): void {
  const folder = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

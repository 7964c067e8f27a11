import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode, notDirectory } from '../storageError.js';

/**
 * Makes a folder and its missing parents, all with the same mode; leaves an existing one.
 *
 * Why not `recursive: true`: it never returns where the system has no such place, e.g. under /proc (Node 20).
 *
 * @throws StorageError DATA_DIRECTORY_NOT_WRITABLE where the path cannot be a folder; else the system's own error
 */
export function makeFolders(path: string, mode: number): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there) throw notDirectory(path);
  if (dirname(path) !== path) makeFolders(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Two commands may make it at once.
    if (errorCode(error) === 'EEXIST') return;
    throw errorCode(error) === 'ENOENT' ? notDirectory(path, error) : error;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root: the nearest folder above this file that holds `package.json`. */
export const root: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of a file that ships with the product, e.g. `packageFile('policy', 'matrix.yaml')`. */
export function packageFile(...segments: string[]): string {
  return join(root, ...segments);
}

/** Text of a file that ships with the product. */
export function readPackageFile(...segments: string[]): string {
  return readFileSync(packageFile(...segments), 'utf8');
}

/** The product's version, as package.json has it. */
export function version(): string {
  read ??= (JSON.parse(readPackageFile('package.json')) as { version: string }).version;
  return read;
}

let read: string | undefined;

// Sources run from the root under Jest and from dist/ when built; data files are never copied into dist/.
function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json not found above the sources');
  return findRoot(parent);
}

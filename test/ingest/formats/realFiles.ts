import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { realFile } from '../support/samples.js';

/** Every real data file at hand, by its path below the folder of real data; none where that folder is not here. */
export function allRealFiles(folder = ''): string[] {
  const at = realFile(folder);
  if (!existsSync(at)) return [];
  return readdirSync(at)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(realFile(path)).isDirectory() ? allRealFiles(path) : [path]));
}

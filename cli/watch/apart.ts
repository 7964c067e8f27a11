import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { dataDirectoryOf, headsDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';

/**
 * The deployment's own folder (database, keys or heads) that overlaps with a folder to be watched; undefined for none. A watch
 * takes everything in its folder for deliveries, and moves it away.
 */
export function ownWithin(folder: string, settings: Settings): string | undefined {
  const dataDirectory = dataDirectoryOf(settings);
  const keys = keysDirectoryOf(settings, dataDirectory);
  const own = [join(dataDirectory, 'database'), keys, headsDirectoryOf(settings, keys)];
  const watched = realPath(folder);
  return own.find((each) => isWithin(realPath(each), watched) || isWithin(watched, realPath(each)));
}

function isWithin(path: string, folder: string): boolean {
  const step = relative(folder, path);
  return step !== '..' && !step.startsWith('../') && !isAbsolute(step);
}

/** The path with links resolved, as far as it exists. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { dataDirectoryOf, headsDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';

/**
 * What of a deployment's own lies in a folder, or around it: the database, the keys or the heads of the log; undefined where
 * nothing does. A watch takes whatever lies in its folder for a delivery, and moves it away.
 */
export function ownWithin(folder: string, settings: Settings): string | undefined {
  const dataDirectory = dataDirectoryOf(settings);
  const keys = keysDirectoryOf(settings, dataDirectory);
  const own = [join(dataDirectory, 'database'), keys, headsDirectoryOf(settings, keys)];
  const watched = realPath(folder);
  return own.find((each) => isWithin(realPath(each), watched) || isWithin(watched, realPath(each)));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

/** Links followed as far as there is something. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

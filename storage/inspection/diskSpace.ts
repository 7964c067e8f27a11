import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Bytes of a disk that are free, and all. */
export interface Space {
  readonly free: number;
  readonly all: number;
}

/** Space on the disk of a path. @throws the system's error where there is no such path */
export function spaceOf(path: string): Space {
  const { bavail, blocks, bsize } = statfsSync(path);
  return { free: bavail * bsize, all: blocks * bsize };
}

/** One path of each device; of a folder that is not there yet, the one that it would be in. */
export function byDevice(paths: readonly string[]): readonly string[] {
  // The first of each device is the one that is named.
  const there = [...paths].reverse().map((path) => {
    let nearest = path;
    while (!existsSync(nearest) && nearest !== dirname(nearest)) nearest = dirname(nearest);
    return nearest;
  });
  return [...new Map(there.map((path) => [statSync(path).dev, path] as const)).values()];
}

import { lstat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Ends of the names that belong together: a delivery and its reports. */
const ends = ['', '.report.json', '.report.txt'] as const;

/** Bytes of a name that every file system takes. */
const longestName = 255;

/**
 * A name that neither a file nor a report has in any of the folders: the time, UTC to the millisecond, before the old
 * one. It sorts by time and keeps the file's extension.
 */
export async function uniqueName(folders: readonly string[], name: string): Promise<string> {
  for (let at = Date.now(); ; at += 1) {
    const stamp = `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-`;
    const stamped = stamp + shorten(name, longestName - stamp.length - '.report.json'.length);
    const paths = folders.flatMap((folder) => ends.map((end) => join(folder, `${stamped}${end}`)));
    const taken = await Promise.all(paths.map(exists));
    if (!taken.includes(true)) return stamped;
  }
}

/** A name of so many bytes at most, its extension kept where that is short. */
function shorten(name: string, bytes: number): string {
  if (Buffer.byteLength(name) <= bytes) return name;
  const extension = Buffer.byteLength(extname(name)) <= 16 ? extname(name) : '';
  const characters = [...name.slice(0, name.length - extension.length)];
  while (Buffer.byteLength(characters.join('') + extension) > bytes) characters.pop();
  return characters.join('') + extension;
}

/** True where something has this path, a broken link included. */
export async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

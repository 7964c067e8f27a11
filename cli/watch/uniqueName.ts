import { lstat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Suffixes of a delivery and its reports. */
const suffixes = ['', '.report.json', '.report.txt'] as const;

/** Most bytes of a file name. */
const longestName = 255;

/**
 * A name that neither a file nor a report has in any of the folders: the old one behind the time, UTC to the millisecond.
 * It sorts by time and keeps the file's extension.
 */
export async function uniqueName(folders: readonly string[], name: string): Promise<string> {
  for (let at = Date.now(); ; at += 1) {
    const stamp = `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-`;
    const stamped = stamp + shorten(name, longestName - stamp.length - '.report.json'.length);
    const paths = folders.flatMap((folder) => suffixes.map((suffix) => join(folder, `${stamped}${suffix}`)));
    const taken = await Promise.all(paths.map(exists));
    if (!taken.includes(true)) return stamped;
  }
}

/** Cuts a name to so many bytes; keeps a short extension. */
function shorten(name: string, bytes: number): string {
  if (Buffer.byteLength(name) <= bytes) return name;
  const extension = Buffer.byteLength(extname(name)) <= 16 ? extname(name) : '';
  const characters = [...name.slice(0, name.length - extension.length)];
  while (Buffer.byteLength(characters.join('') + extension) > bytes) characters.pop();
  return characters.join('') + extension;
}

/** Whether something has this path, even a broken link. */
export async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

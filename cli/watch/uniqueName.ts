import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A name that neither a file nor a report has in any of the folders: the time, UTC to the millisecond, before the old
 * one. It sorts by time and keeps the file's extension.
 */
export async function uniqueName(folders: readonly string[], name: string): Promise<string> {
  for (let at = Date.now(); ; at += 1) {
    const stamped = `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${name}`;
    const paths = folders.flatMap((folder) =>
      ['', '.report.json', '.report.txt'].map((end) => join(folder, `${stamped}${end}`)),
    );
    const taken = await Promise.all(
      paths.map((path) =>
        lstat(path).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (!taken.includes(true)) return stamped;
  }
}

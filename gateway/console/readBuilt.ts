import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The built console, as it lies in its folder. */
export interface BuiltConsole {
  /** `index.html`. */
  readonly page: string;
  /** Files of `assets/`, by name, hidden ones apart; those that the build packed stand there again, as NAME`.br`. */
  readonly assets: ReadonlyMap<string, Buffer>;
}

/**
 * Reads the built console.
 *
 * @returns undefined where none was built
 * @throws the file system's error
 */
export async function readBuilt(folder: string): Promise<BuiltConsole | undefined> {
  const [page, assets] = await Promise.all([
    readFile(join(folder, 'index.html'), 'utf8').catch(undefinedIfMissing),
    readAll(join(folder, 'assets')),
  ]);
  return page === undefined ? undefined : { page, assets };
}

async function readAll(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(undefinedIfMissing)) ?? [];
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

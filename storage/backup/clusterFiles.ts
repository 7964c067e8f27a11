import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, StorageError } from '../storageError.js';

/** What is below a folder; paths with `/`, a folder before what is in it. */
export interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Neither file nor folder: links, sockets. */
  readonly others: readonly string[];
}

/** Which entries of one folder are listed: whole, a folder without what is in it, or not at all. */
type Choose = (folder: string, entries: readonly Dirent[]) => (entry: Dirent) => 'whole' | 'emptied' | 'left out';

/** Lists everything below a folder. What is gone meanwhile is left out. */
export async function listFolder(root: string, choose: Choose = () => () => 'whole'): Promise<Listing> {
  const listing = { folders: [] as string[], files: [] as { path: string; bytes: number }[], others: [] as string[] };
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(noneWhereGone);
    const choice = choose(folder, entries);
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const chosen = choice(entry);
      if (chosen === 'left out') continue;
      if (chosen === 'emptied' || entry.isDirectory()) listing.folders.push(path);
      else if (!entry.isFile()) listing.others.push(path);
      if (chosen === 'emptied') continue;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) listing.files.push({ path, bytes: (await sizeOf(join(root, path))) ?? 0 });
    }
  };
  await walk('');
  return listing;
}

function noneWhereGone(error: unknown): Dirent[] {
  if (errorCode(error) === 'ENOENT') return [];
  throw error;
}

async function sizeOf(path: string): Promise<number | undefined> {
  return await lstat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}

/** Folders whose contents no backup has: a server makes them anew, and `pg_wal` gets what the backup needs. */
const emptied = [
  ...['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans'],
];

/** Of the running server alone, or of an earlier backup. */
const ofTheServer =
  /^(?:postmaster\.(?:pid|opts)|backup_(?:label|manifest)(?:\.old)?|tablespace_map(?:\.old)?|(?:recovery|standby)\.signal|current_logfiles|postgresql\.auto\.conf\.tmp)$/;

/** Temporary files and tables, and caches. */
const temporary = /^(?:pgsql_tmp|pg_internal\.init|t\d+_\d+)/;

/**
 * Lists what a backup of a running cluster copies.
 *
 * @throws StorageError BACKUP_REFUSED for a cluster with tablespaces, which lie elsewhere
 * @see PostgreSQL 18, 25.3.4 "Making a Base Backup Using the Low Level API"
 */
export async function listCluster(cluster: string): Promise<Listing> {
  const listing = await listFolder(cluster, (folder, entries) => {
    const isUnlogged = unlogged(entries);
    return ({ name }) => {
      if (folder === '' && emptied.includes(name)) return 'emptied';
      return (folder === '' && ofTheServer.test(name)) || temporary.test(name) || isUnlogged(name)
        ? 'left out'
        : 'whole';
    };
  });
  if (listing.others.length === 0) return listing;
  throw new StorageError(
    'BACKUP_REFUSED',
    `The cluster has ${listing.others[0]}, which is no file: its tablespaces lie elsewhere.`,
    'Move their tables into the cluster, or back it up with a tool that knows tablespaces.',
  );
}

/** Tells files of unlogged tables, which recovery makes anew from their `_init` file. */
function unlogged(entries: readonly Dirent[]): (name: string) => boolean {
  const made = new Set(entries.flatMap(({ name }) => /^(\d+)_init$/.exec(name)?.[1] ?? []));
  return (name) => made.has(/^(\d+)(?:_fsm|_vm)?(?:\.\d+)?$/.exec(name)?.[1] ?? '');
}

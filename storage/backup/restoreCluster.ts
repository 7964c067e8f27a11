import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../../schema/wholeFile.js';
import { prepareBinaries } from '../embedded/binaries.js';
import { postgresMajor } from '../embedded/cluster.js';
import { prepareDataDirectory } from '../embedded/dataDirectory.js';
import { launch } from '../embedded/launch.js';
import { type DataLayout, dataLayout } from '../embedded/layout.js';
import { readPostmasterFile, runningPostmaster, stopPostmaster } from '../embedded/postmaster.js';
import { databaseUser, type ProcessUser } from '../embedded/processUser.js';
import { removeShortFolder } from '../embedded/socketFolder.js';
import { type FileLock, tryFileLock } from '../locks/fileLock.js';
import { explainFileError, StorageError } from '../storageError.js';
import { type BackupManifest, readBackup } from './manifest.js';

/** What is restored, and where to. */
export interface RestoreOptions {
  /** Folder of the backup. */
  readonly backup: string;
  readonly manifest: BackupManifest;
  /** Absolute path; may hold keys and heads, and no database. */
  readonly dataDirectory: string;
  /** Takes bytes read, and those that there are to read. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** What a data directory may hold before a restore: what is kept beside a database, and what a stopped restore left. */
const besides = /^(?:keys|heads|socket|(?:server|start)\.lock.*|postgres\.log|postgres-.*|database\.new)$/;

/**
 * Makes a database of a backup: every file is compared with the manifest, then PostgreSQL recovers the copy, on a timeline of its own.
 * The database is in its place once that is done, and never before; a stopped restore is begun anew by the next.
 *
 * @throws StorageError RESTORE_REFUSED, BACKUP_DAMAGED, DISK_FULL, DATABASE_START_FAILED
 */
export async function restoreCluster(options: RestoreOptions): Promise<void> {
  const user = databaseUser();
  const layout = dataLayout(options.dataDirectory);
  assertVersion(options);
  prepareDataDirectory(layout.root, user);
  assertFree(layout);
  const lock = takeStartLock(layout);
  const unfinished = `${layout.database}.new`;
  const copy = { ...layout, cluster: join(unfinished, 'cluster') };
  try {
    await end(copy, user);
    rmSync(unfinished, { recursive: true, force: true });
    await copyBack(unfinished, user, options);
    const binaries = prepareBinaries(layout, user);
    await launch(copy, binaries, user, { settings: recoverySettings, socket: undefined });
    await end(copy, user);
    assertRecovered(copy);
    renameSync(unfinished, layout.database);
    syncFolder(layout.root);
  } catch (error) {
    await end(copy, user);
    rmSync(unfinished, { recursive: true, force: true });
    throw explainFileError(error, layout.root);
  } finally {
    lock.release();
  }
}

function assertVersion({ backup, manifest: { postgres, build } }: RestoreOptions): void {
  if (postgres.split('.')[0] === postgresMajor) return;
  throw new StorageError(
    'DATABASE_VERSION_MISMATCH',
    `The backup ${backup} is of PostgreSQL ${postgres}; this is PostgreSQL ${postgresMajor}.`,
    `Restore it with Portcullis ${build}, which made it.`,
  );
}

/** Only an empty place is restored into: what is there may be all that is left of something. */
function assertFree({ root }: DataLayout): void {
  const stray = readdirSync(root).find((name) => !besides.test(name));
  if (stray === undefined) return;
  throw new StorageError(
    'RESTORE_REFUSED',
    `The data directory ${root} is not empty: it has ${stray}.`,
    'Name a new one with --data; the folders keys and heads may be in it.',
  );
}

// Invariant: its holder alone makes and removes what is unfinished.
function takeStartLock({ root, startLock }: DataLayout): FileLock {
  const lock = tryFileLock(startLock);
  if (!('heldBy' in lock)) return lock;
  throw new StorageError(
    'DATA_DIRECTORY_IN_USE',
    `Another command uses the data directory ${root} (process ${lock.heldBy}).`,
    'Wait for its end, or name another directory with --data.',
  );
}

async function copyBack(target: string, user: ProcessUser, options: RestoreOptions): Promise<void> {
  const { backup, manifest, onProgress, signal } = options;
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  mkdirSync(target, { mode: user.dropped ? 0o711 : 0o700 });
  await readBackup(backup, manifest, {
    to: target,
    signal,
    prepare: (folders) => {
      for (const path of folders) mkdirSync(join(target, path), { mode: 0o700 });
    },
    onBytes: (bytes) => {
      done += bytes;
      onProgress?.(done, total);
    },
  });
  const cluster = join(target, 'cluster');
  writeFileSync(join(cluster, 'recovery.signal'), '', { mode: 0o600 });
  const paths = readdirSync(cluster, { recursive: true, encoding: 'utf8' });
  if (user.dropped) for (const path of ['', ...paths]) chownSync(join(cluster, path), user.uid, user.gid);
}

/**
 * Recovery by what the backup has. Why a command that finds nothing: without archive recovery there would be no new timeline. Why no
 * hot standby: the server would say that it is ready before recovery has ended.
 */
const recoverySettings = { restore_command: 'false', hot_standby: 'off' };

/** PostgreSQL removes the file once recovery has ended; it would not start again with it. */
function assertRecovered({ cluster, log }: DataLayout): void {
  if (!existsSync(join(cluster, 'recovery.signal'))) return;
  throw new StorageError(
    'RESTORE_FAILED',
    'Recovery did not come to its end.',
    `See ${log}, and run the command again.`,
  );
}

/** Stops the server on an unfinished copy, where one runs. */
async function end(copy: DataLayout, user: ProcessUser): Promise<void> {
  const running = runningPostmaster(copy.cluster);
  const socket = running?.socket ?? readPostmasterFile(copy.cluster)?.socket;
  if (running) await stopPostmaster(running.pid, copy.cluster);
  if (socket) removeShortFolder(socket, copy, user);
}

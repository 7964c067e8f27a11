import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from '../../schema/wholeFile.js';
import { markRestoring } from '../acts/restoring.js';
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
import { type ArchiveEnd, endOfArchive, recoverySettings } from './archive.js';
import { type BackupManifest, readBackup } from './manifest.js';
import { historyName, segmentOf } from './segments.js';

/** What is restored, and where to. */
export interface RestoreOptions {
  /** Folder of the backup. */
  readonly backup: string;
  readonly manifest: BackupManifest;
  /** Absolute path; may hold keys and heads, and no database. */
  readonly dataDirectory: string;
  /** Absolute path of the archive of the write-ahead log; absent: what the backup has. */
  readonly archive?: string | undefined;
  /** With an archive: the instant to recover to; absent: to its end. */
  readonly to?: Date | undefined;
  /** Takes bytes read, and those that there are to read. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** What a data directory may hold before a restore: what is kept beside a database, and what a stopped restore left. */
const besides = /^(?:keys|heads|restoring|socket|(?:server|start)\.lock.*|postgres\.log|postgres-.*|database\.new)$/;

/**
 * Makes a database of a backup: every file is compared with the manifest, then PostgreSQL recovers the copy, on a timeline of its own.
 * The database is in its place once that is done, and never before; a stopped restore is begun anew by the next, and
 * its mark stays: nobody makes another database there.
 *
 * @throws StorageError RESTORE_REFUSED, BACKUP_DAMAGED, DISK_FULL, DATABASE_START_FAILED
 */
export async function restoreCluster(options: RestoreOptions): Promise<void> {
  const user = databaseUser();
  const { archive, to } = options;
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
    // First: nobody may make a new database here after a kill, or ask this one before the later acts are done again.
    markRestoring(layout.root, { since: options.manifest.acts, copies: dirname(options.backup) });
    await copyBack(unfinished, user, options);
    const binaries = prepareBinaries(layout, user);
    const archived = archive && endOfArchive(archive, options.manifest, to);
    await launch(copy, binaries, user, { settings: recoverySettings(archive, to), socket: undefined });
    await end(copy, user);
    assertRecovered(copy, options, archived);
    announceTimeline(copy, user);
    renameSync(unfinished, layout.database);
    syncFolder(layout.root);
  } catch (error) {
    await end(copy, user);
    rmSync(unfinished, { recursive: true, force: true });
    throw explainRecovery(explainFileError(error, layout.root), options);
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

function explainRecovery(error: unknown, { archive, to }: RestoreOptions): unknown {
  if (!(error instanceof Error && /before configured recovery target/.test(error.message))) return error;
  return new StorageError(
    'RESTORE_FAILED',
    `Nothing in the archive ${archive} was committed at ${to?.toISOString()} or later.`,
    'Leave out --to: the end of the archive is what you look for.',
    error,
  );
}

/**
 * PostgreSQL removes the signal once recovery has ended. Why the end too: a damaged segment is the end of the log for it, and it does not
 * say so.
 */
function assertRecovered({ cluster, log }: DataLayout, { manifest }: RestoreOptions, end?: ArchiveEnd | ''): void {
  const [, lsn = ''] =
    readFileSync(join(cluster, 'pg_wal', newestHistory(cluster)), 'utf8')
      .trim()
      .split('\n')
      .at(-1)
      ?.split('\t') ?? [];
  const reached = segmentOf(lsn, manifest.segmentBytes);
  if (end && reached < end.segment)
    throw new StorageError(
      'RESTORE_FAILED',
      `Recovery came to ${lsn} and not to the end of the archive, ${end.name}: the segment there is damaged, or of another database.`,
      'Put another copy of it in its place; or restore with --to an instant before it.',
    );
  if (!existsSync(join(cluster, 'recovery.signal'))) return;
  throw new StorageError(
    'RESTORE_FAILED',
    'Recovery did not come to its end.',
    `See ${log}, and run the command again.`,
  );
}

function newestHistory(cluster: string): string {
  const names = readdirSync(join(cluster, 'pg_wal')).filter((name) => historyName.test(name));
  return names.sort().at(-1) ?? '';
}

/**
 * Has the new timeline archived once the database is served with an archive. Why not while it recovers: a restore that is only tried must
 * leave the archive as it is.
 */
function announceTimeline({ cluster }: DataLayout, user: ProcessUser): void {
  const path = join(cluster, 'pg_wal', 'archive_status', `${newestHistory(cluster)}.ready`);
  writeFileSync(path, '', { mode: 0o600 });
  if (user.dropped) chownSync(path, user.uid, user.gid);
}

/** Stops the server on an unfinished copy, where one runs. */
async function end(copy: DataLayout, user: ProcessUser): Promise<void> {
  const running = runningPostmaster(copy.cluster);
  const socket = running?.socket ?? readPostmasterFile(copy.cluster)?.socket;
  if (running) await stopPostmaster(running.pid, copy.cluster);
  if (socket) removeShortFolder(socket, copy, user);
}

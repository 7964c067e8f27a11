import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FileLock, tryFileLock } from '../locks/fileLock.js';
import { databaseMissing, errorCode, explainFileError, StorageError } from '../storageError.js';
import { type Attachment, attach, closedForShutdown } from './attachment.js';
import { prepareBinaries } from './binaries.js';
import { openCluster, superuser } from './cluster.js';
import { prepareDataDirectory } from './dataDirectory.js';
import { launch } from './launch.js';
import { type DataLayout, dataLayout } from './layout.js';
import { completePasswords, type RolePasswords, readPasswords, writePasswords } from './passwords.js';
import { readPostmasterFile, removeStalePostmaster, runningPostmaster, stopPostmaster } from './postmaster.js';
import { databaseUser, type ProcessUser } from './processUser.js';
import { createReviver, type ReviverLog } from './reviver.js';
import { removeShortFolder } from './socketFolder.js';

/** Where start-up says what it does; a pino logger fits. */
export interface StorageLog {
  info(message: string): void;
  warn(message: string): void;
}

/** Where the embedded server has its data, and how it is started. */
export interface EmbeddedOptions {
  /** Absolute path; see `decideDataDirectory`. */
  readonly dataDirectory: string;
  readonly log?: StorageLog;
  /** False: where no cluster was ever made, nothing is. */
  readonly mayCreate?: boolean;
  /** Further server settings, for tests and tuning, e.g. `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A PostgreSQL server on the data directory, and this process's hold on it. */
export interface EmbeddedServer {
  /** URL for a role of the cluster; the database defaults to `portcullis`. */
  connectionString(user: string, database?: string): string;
  /** True where the server ran already, left by a killed process or held by another command. */
  readonly adopted: boolean;
  /** Process id of the server. */
  readonly pid: number;
  /** Password by role; see `withRolePasswords`. */
  readonly passwords: RolePasswords;
  /** Adds a random password for each role that has none, and keeps it; roles are made by `ensureRoles`. */
  withRolePasswords(roles: readonly string[]): RolePasswords;
  /**
   * From now on starts the server again whenever it is gone: for a process that serves. Never resolves; rejects with one clear
   * line where it ends, or does not start, again and again.
   */
  keepRunning(log: ReviverLog): Promise<never>;
  /** Lets go: stops the server where no other command holds it. For commands. */
  release(): Promise<void>;
  /** Stops the server no matter who holds it, within 1.5 s. For the owner of the server lock. */
  stop(): Promise<void>;
}

/** Name of the database that the sources share in the embedded cluster. */
export const embeddedDatabase = 'portcullis';

/**
 * Attaches to the server that runs on the data directory, or makes the cluster where there is none and starts it.
 * Recovers by itself from the death of any process of an earlier run.
 *
 * @throws StorageError with one clear line
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const user = databaseUser();
  const layout = dataLayout(resolve(options.dataDirectory));
  if (options.mayCreate === false) assertThere(layout);
  prepareDataDirectory(layout.root, user);
  const until = performance.now() + 30_000;
  while (performance.now() < until) {
    const { passwords, adopted } = await ensureRunning(layout, user, options);
    const attachment = await attach(layout, passwords[superuser] ?? '', { patienceMs: 10_000 });
    // Why again: the command that held the server may have stopped it between our look and our knock.
    if (attachment !== closedForShutdown)
      return describeServer({ attachment, adopted, layout, user, passwords, options });
  }
  throw unreachable(layout);
}

function assertThere(layout: DataLayout): void {
  try {
    if (statSync(layout.cluster, { throwIfNoEntry: false })) return;
  } catch (error) {
    if (errorCode(error) !== 'ENOTDIR') throw explainFileError(error, layout.root);
  }
  throw databaseMissing(`There is no database in ${layout.root}.`);
}

/** One command at a time looks for the server, makes the cluster, starts it. */
async function ensureRunning(
  layout: DataLayout,
  user: ProcessUser,
  options: EmbeddedOptions,
  socket?: string,
): Promise<{ readonly passwords: RolePasswords; readonly adopted: boolean }> {
  const lock = await takeStartLock(layout);
  try {
    const binaries = prepareBinaries(layout, user);
    // Why again: it may have been taken away under a server that keeps it running.
    if (options.mayCreate === false) assertThere(layout);
    const passwords = await openCluster(layout, binaries, user, { durable: options.settings?.fsync !== 'off' });
    const { adopted, left } = await settled(layout);
    if (adopted) options.log?.info('database: attached to the server that runs already');
    else await launch(layout, binaries, user, { settings: options.settings ?? {}, socket: socket ?? left });
    return { passwords, adopted };
  } finally {
    lock.release();
  }
}

async function takeStartLock(layout: DataLayout): Promise<FileLock> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const lock = tryStartLock(layout);
    if (!('heldBy' in lock)) return lock;
    await delay(10);
  }
  throw unreachable(layout);
}

function tryStartLock(layout: DataLayout): ReturnType<typeof tryFileLock> {
  try {
    return tryFileLock(layout.startLock);
  } catch (error) {
    throw explainFileError(error, layout.root);
  }
}

/**
 * Waits until a server is up or surely gone, and clears up behind one that is gone.
 *
 * @returns `left`: the folder of the socket of the one that is gone, which is used again: anyone who holds its URL finds
 *   the next server by it
 */
async function settled(layout: DataLayout): Promise<{ readonly adopted: boolean; readonly left?: string | undefined }> {
  let running = runningPostmaster(layout.cluster);
  const until = performance.now() + 30_000;
  while (running?.status === 'stopping' && performance.now() < until) {
    await delay(10);
    running = runningPostmaster(layout.cluster);
  }
  if (running) return { adopted: true };
  const left = readPostmasterFile(layout.cluster)?.socket;
  await removeStalePostmaster(layout.cluster);
  return { adopted: false, left };
}

interface Held {
  readonly attachment: Attachment;
  readonly adopted: boolean;
  readonly layout: DataLayout;
  readonly user: ProcessUser;
  readonly passwords: RolePasswords;
  readonly options: EmbeddedOptions;
}

function describeServer({ attachment, adopted, layout, user, options, ...held }: Held): EmbeddedServer {
  let { passwords } = held;
  const { socket } = attachment;
  const stop = async (): Promise<void> => {
    const closed = attachment.close();
    // Why twice: one that is just being started may have no file yet.
    await stopRunning(layout);
    await closed;
    await stopRunning(layout);
    removeShortFolder(socket, layout, user);
  };
  return {
    adopted,
    get pid() {
      return attachment.pid;
    },
    stop,
    get passwords() {
      return passwords;
    },
    keepRunning: (log) =>
      attachment.reviveWith(
        createReviver({
          layout,
          log,
          start: async () => void (await ensureRunning(layout, user, { ...options, mayCreate: false }, socket)),
        }),
      ),
    connectionString: (role, database = embeddedDatabase) => socketUrl(socket, role, passwords[role] ?? '', database),
    withRolePasswords(roles) {
      if (roles.every((role) => passwords[role] !== undefined)) return passwords;
      passwords = completePasswords(readPasswords(layout.passwords), roles);
      writePasswords(layout.passwords, passwords);
      return passwords;
    },
    async release() {
      if (await attachment.isLast()) await stop();
      else await attachment.close();
    },
  };
}

async function stopRunning(layout: DataLayout): Promise<void> {
  const running = runningPostmaster(layout.cluster);
  if (running) await stopPostmaster(running.pid, layout.cluster);
}

/** URL of a role on a unix socket, in the form that both pg and libpq read. */
function socketUrl(socket: string, role: string, password: string, database: string): string {
  const who = `${encodeURIComponent(role)}:${encodeURIComponent(password)}`;
  return `postgresql://${who}@/${encodeURIComponent(database)}?host=${encodeURIComponent(socket)}`;
}

function unreachable(layout: DataLayout): StorageError {
  return new StorageError(
    'DATABASE_UNREACHABLE',
    `The database in ${layout.root} does not answer.`,
    `See ${layout.log}.`,
  );
}

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

/** Reports what start-up does; a pino logger fits. */
export interface StorageLog {
  info(message: string): void;
  warn(message: string): void;
}

/** The embedded server's data directory, and how it is started. */
export interface EmbeddedOptions {
  /** Absolute path; see `decideDataDirectory`. */
  readonly dataDirectory: string;
  readonly log?: StorageLog;
  /** False: a missing cluster is an error, and nothing is made. */
  readonly mayCreate?: boolean;
  /** Further server settings, for tests and tuning, e.g. `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How long a server that runs may take to answer, ms. */
  readonly patienceMs?: number;
}

/** A PostgreSQL server on the data directory, held by this process. */
export interface EmbeddedServer {
  /** URL for a role of the cluster; the database defaults to `portcullis`. */
  connectionString(user: string, database?: string): string;
  /** True if the server was running already. */
  readonly adopted: boolean;
  /** Process id of the server. */
  readonly pid: number;
  /** Password by role; see `withRolePasswords`. */
  readonly passwords: RolePasswords;
  /** Adds and keeps a random password for each role that has none; `ensureRoles` makes the roles. */
  withRolePasswords(roles: readonly string[]): RolePasswords;
  /**
   * Restarts the server from now on whenever it is gone: for a process that serves. Never resolves; rejects with one clear line if
   * the server ends, or fails to start, too often.
   */
  keepRunning(log: ReviverLog): Promise<never>;
  /** Lets go; stops the server if no other command holds it. For commands. */
  release(): Promise<void>;
  /** Stops the server even if others hold it, within seconds. For the owner of the server lock. */
  stop(): Promise<void>;
}

/** Name of the database that the sources share in the embedded cluster. */
export const embeddedDatabase = 'portcullis';

/**
 * Attaches to the server that runs on the data directory; if there is none, makes the cluster if necessary and starts a server.
 * Recovers from the death of any process of an earlier run.
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
    const attachment = await attach(layout, passwords[superuser] ?? '', { patienceMs: options.patienceMs ?? 10_000 });
    // Again: the command that held the server may have stopped it meanwhile.
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

/** Makes and starts what is missing, one command at a time. */
async function ensureRunning(
  layout: DataLayout,
  user: ProcessUser,
  options: EmbeddedOptions,
  socket?: string,
): Promise<{ readonly passwords: RolePasswords; readonly adopted: boolean }> {
  const lock = await takeStartLock(layout);
  try {
    const binaries = prepareBinaries(layout, user);
    // Again: the cluster may have been removed under a process that keeps it running.
    if (options.mayCreate === false) assertThere(layout);
    const passwords = await openCluster(layout, binaries, user, { durable: options.settings?.fsync !== 'off' });
    const { adopted, left } = await settle(layout);
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
 * Waits until a server is up or surely gone, and clears up after one that is gone.
 *
 * @returns `left`: the socket folder of a server that is gone. It is reused, so that holders of its URL find the next server
 */
async function settle(layout: DataLayout): Promise<{ readonly adopted: boolean; readonly left?: string | undefined }> {
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
    // Twice: a server that is just starting may have no file yet.
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

/**
 * URLs of the server that runs on a data directory, by role and database. Starts, makes and holds nothing.
 *
 * @throws StorageError DATABASE_MISSING; DATABASE_UNREACHABLE if none runs
 */
export function findEmbedded(dataDirectory: string): EmbeddedServer['connectionString'] {
  const layout = dataLayout(resolve(dataDirectory));
  assertThere(layout);
  const running = runningPostmaster(layout.cluster);
  if (!running?.socket) {
    throw new StorageError(
      'DATABASE_UNREACHABLE',
      `No database runs in ${layout.root}.`,
      `Start it with portcullis start or serve. Why it ended may be in ${layout.log}.`,
    );
  }
  const { socket } = running;
  const passwords = readPasswords(layout.passwords);
  return (role, database = embeddedDatabase) => socketUrl(socket, role, passwords[role] ?? '', database);
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

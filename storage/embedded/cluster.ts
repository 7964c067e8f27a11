import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { allRoles } from '../roles.js';
import { diskFull, explainFileError, StorageError } from '../storageError.js';
import type { ServerBinaries } from './binaries.js';
import { foreignOwner } from './dataDirectory.js';
import { type DataLayout, dataLayout } from './layout.js';
import { completePasswords, type RolePasswords, readPasswords, writePasswords } from './passwords.js';
import type { ProcessUser } from './processUser.js';

/** Major version of the binaries; a cluster of another version cannot be opened. */
export const postgresMajor = '18';

/** Superuser of the embedded cluster. */
export const superuser = 'postgres';

/** How a cluster is made. */
export interface ClusterOptions {
  /** False for a throw-away cluster: initdb does not wait for the disk then. */
  readonly durable?: boolean;
}

/**
 * Makes the cluster if there is none, atomically: in a folder beside its place, then by a rename. What a killed process left
 * unfinished is removed.
 *
 * @returns the passwords of the cluster's roles
 * @throws StorageError DATA_DIRECTORY_FOREIGN_OWNER, DATABASE_VERSION_MISMATCH, DISK_FULL, DATABASE_START_FAILED
 */
export async function openCluster(
  layout: DataLayout,
  binaries: ServerBinaries,
  user: ProcessUser,
  options: ClusterOptions = {},
): Promise<RolePasswords> {
  removeUnfinished(layout);
  if (!existsSync(layout.cluster)) await createCluster(layout, binaries, user, options);
  assertUsable(layout, user);
  try {
    return readPasswords(layout.passwords);
  } catch (error) {
    throw explainFileError(error, layout.root);
  }
}

function assertUsable(layout: DataLayout, user: ProcessUser): void {
  const owner = statSync(layout.cluster).uid;
  if (owner !== user.uid) throw foreignOwner(layout.root, owner);
  const version = readFileSync(join(layout.cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === postgresMajor) return;
  throw new StorageError(
    'DATABASE_VERSION_MISMATCH',
    `The data directory ${layout.root} was made by PostgreSQL ${version}; this is PostgreSQL ${postgresMajor}.`,
    'Use the Portcullis that made it, or load the data anew into another directory.',
  );
}

async function createCluster(
  layout: DataLayout,
  binaries: ServerBinaries,
  user: ProcessUser,
  options: ClusterOptions,
): Promise<void> {
  const unfinished = `${layout.database}.new`;
  const place = dataLayout(layout.root);
  const folder = { ...place, cluster: join(unfinished, 'cluster'), passwords: join(unfinished, 'passwords.json') };
  try {
    mkdirSync(unfinished, { mode: user.dropped ? 0o711 : 0o700 });
    mkdirSync(folder.cluster, { mode: 0o700 });
    if (user.dropped) chownSync(folder.cluster, user.uid, user.gid);
    const passwords = completePasswords({}, [superuser, ...allRoles]);
    await runInitdb(folder, binaries, user, passwords[superuser] ?? '', options);
    writePasswords(folder.passwords, passwords);
    renameSync(unfinished, layout.database);
  } catch (error) {
    throw explainFileError(error, layout.root);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function runInitdb(
  layout: DataLayout,
  binaries: ServerBinaries,
  user: ProcessUser,
  password: string,
  options: ClusterOptions,
): Promise<void> {
  const passwordFile = join(dirname(layout.cluster), 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  if (user.dropped) chownSync(passwordFile, user.uid, user.gid);
  const failure = await run(
    binaries.initdb,
    [
      `--pgdata=${layout.cluster}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--data-checksums',
      '--locale=C.UTF-8',
      // Code point order too, but compared as bytes, without the system's library.
      '--lc-collate=C',
      '--encoding=UTF8',
      '--no-instructions',
      ...(options.durable === false ? ['--no-sync'] : []),
    ],
    { user, cwd: layout.cluster, environment: binaries.environment },
  );
  rmSync(passwordFile, { force: true });
  if (failure === undefined) return;
  if (/no space left|disk quota/i.test(failure)) throw diskFull(layout.root);
  throw new StorageError(
    'DATABASE_START_FAILED',
    `The embedded PostgreSQL could not be set up: ${lastLine(failure)}`,
    'See the message; or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

interface RunOptions {
  readonly user: ProcessUser;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Resolves to undefined on success, else to the program's error output. */
function run(program: string, args: readonly string[], options: RunOptions): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: serverEnvironment(options.environment),
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(options.user.dropped ? { uid: options.user.uid, gid: options.user.gid } : {}),
    });
    let output = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-8192);
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status, signal) => resolve(status === 0 ? undefined : output || `ended by ${signal ?? status}`));
  });
}

/** Environment of the server's programs, without ours, whose secrets could be read there. */
export function serverEnvironment(extra: Readonly<Record<string, string>>): Record<string, string> {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...extra };
}

/** The last line that is not empty, where PostgreSQL's programs say what went wrong. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

// Invariant: the start lock is held, so a dead process left whatever is unfinished.
function removeUnfinished(layout: DataLayout): void {
  const left = readdirSync(layout.root).filter((name) => /^(?:database|postgres-binaries-.*)\.new$/.test(name));
  for (const name of left) rmSync(join(layout.root, name), { recursive: true, force: true });
}

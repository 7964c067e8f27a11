import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { diskFull, explainFileError, StorageError } from '../storageError.js';
import type { ServerBinaries } from './binaries.js';
import { lastLine, serverEnvironment } from './cluster.js';
import type { DataLayout } from './layout.js';
import { readPostmasterFile } from './postmaster.js';
import type { ProcessUser } from './processUser.js';
import { makeSocketFolder, removeStaleSocket } from './socketFolder.js';

/** The server's own log is truncated at this size. */
const maxLogBytes = 10_000_000;

/** Connections that the embedded server accepts, of all commands and workers together. */
export const embeddedConnections = 200;

/**
 * Settings of the embedded server. It has no TCP port, and its log is only about the server itself: never about a statement, a
 * parameter or a row.
 */
const baseSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: String(embeddedConnections),
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
} as const;

/** How a server is started. */
export interface LaunchOptions {
  /** Further server settings. */
  readonly settings: Readonly<Record<string, string>>;
  /** Socket folder of the previous server, to be reused if it is still ours. */
  readonly socket: string | undefined;
}

/**
 * Starts the server and waits until it is ready.
 * @throws StorageError DISK_FULL, DATABASE_START_FAILED
 */
export async function launch(
  layout: DataLayout,
  binaries: ServerBinaries,
  user: ProcessUser,
  options: LaunchOptions,
): Promise<void> {
  try {
    const log = openLog(layout.log);
    const child = spawnServer(layout, binaries, user, options, log.file);
    closeSync(log.file);
    await ready(child, layout, log.offset);
  } catch (error) {
    throw explainFileError(error, layout.root);
  }
}

function spawnServer(
  layout: DataLayout,
  binaries: ServerBinaries,
  user: ProcessUser,
  options: LaunchOptions,
  log: number,
): ChildProcess {
  const folder = makeSocketFolder(layout, user, options.socket);
  removeStaleSocket(folder);
  // Quoted: PostgreSQL reads a list, in which commas and leading blanks have a meaning.
  const place = { unix_socket_directories: `"${folder.replaceAll('"', '""')}"` };
  const settings = { ...baseSettings, ...place, ...options.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', layout.cluster, ...flags], {
    cwd: layout.cluster,
    env: serverEnvironment(binaries.environment),
    // Detached: Ctrl-C reaches a whole process group, and the server must outlive the requests in flight.
    detached: true,
    stdio: ['ignore', log, log],
    ...(user.dropped ? { uid: user.uid, gid: user.gid } : {}),
  });
  child.unref();
  return child;
}

async function ready(child: ChildProcess, layout: DataLayout, logOffset: number): Promise<void> {
  let failure: string | undefined;
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (status, signal) => {
    failure ??= `ended by ${signal ?? status}`;
  });
  // No time limit: recovery after a crash may be long, and a server that fails exits.
  for (;;) {
    const file = readPostmasterFile(layout.cluster);
    if (file?.pid === child.pid && file?.status === 'ready') return;
    if (failure !== undefined) throw explainFailure(layout, logOffset, failure);
    await delay(5);
  }
}

function explainFailure(layout: DataLayout, logOffset: number, failure: string): StorageError {
  const log = readFileSync(layout.log, 'utf8').slice(logOffset);
  if (/no space left|disk quota/i.test(log)) return diskFull(layout.root);
  const fatal = log.split('\n').findLast((line) => /FATAL|PANIC/.test(line));
  const reason = fatal?.replace(/^.*?(?:FATAL|PANIC):\s*/, '') ?? (lastLine(log) || failure);
  return new StorageError(
    'DATABASE_START_FAILED',
    `The embedded PostgreSQL did not start: ${reason}`,
    `See ${layout.log}.`,
  );
}

function openLog(path: string): { readonly file: number; readonly offset: number } {
  const file = openSync(path, 'a', 0o600);
  const { size } = fstatSync(file);
  if (size <= maxLogBytes) return { file, offset: size };
  ftruncateSync(file);
  return { file, offset: 0 };
}

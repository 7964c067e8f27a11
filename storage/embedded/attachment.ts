import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { errorCode, StorageError } from '../storageError.js';
import { superuser } from './cluster.js';
import type { DataLayout } from './layout.js';
import { putPasswordsBack } from './passwords.js';
import { isPostmaster, readPostmasterFile } from './postmaster.js';

/** Advisory lock that every attached process holds shared; the one that may stop the server takes it exclusively. */
const attachmentLock = 7_402_118_334;

/** What `attach` returns if the last process that held the server is just stopping it. */
export const closedForShutdown = Symbol('closed for shutdown');

/** This process's hold on the server: one open connection, made again when it is lost. A killed process lets go by dying. */
export interface Attachment {
  readonly socket: string;
  /** Process id of the server, which another command may have restarted. */
  readonly pid: number;
  /**
   * Restarts the server from now on when it is gone.
   *
   * @param revive makes one attempt; if it throws, the hold is given up for good
   */
  reviveWith(revive: (signal: AbortSignal) => Promise<void>): Promise<never>;
  /** True if no other process holds the server; nobody can attach any more then. */
  isLast(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Connects to the server that runs on the cluster, as soon as it accepts connections.
 *
 * @throws StorageError DATABASE_UNREACHABLE where it runs and does not answer in time
 */
export async function attach(
  layout: DataLayout,
  password: string,
  { patienceMs }: { readonly patienceMs: number },
): Promise<Attachment | typeof closedForShutdown> {
  let until = performance.now() + patienceMs;
  let last: unknown;
  while (performance.now() < until) {
    const server = readPostmasterFile(layout.cluster);
    if (!server || !isPostmaster(server.pid, layout.cluster)) return closedForShutdown;
    // Recovery after a crash has no time limit.
    if (server.status === 'starting') until = performance.now() + patienceMs;
    try {
      if (server.socket)
        return keepHold(
          layout,
          { password, patienceMs },
          { ...server, socket: server.socket },
          await hold(server.socket, password, patienceMs),
        );
    } catch (error) {
      if (isWrongPassword(error)) throw wrongPassword(layout, error);
      last = error;
    }
    await delay(10);
  }
  throw new StorageError(
    'DATABASE_UNREACHABLE',
    `The database in ${layout.root} does not answer.`,
    `Stop its process, or see ${layout.log}.`,
    last,
  );
}

/** Milliseconds between attempts to take hold again. */
const pauseMs = 200;

/**
 * Keeps the hold until it is closed.
 *
 * If a process of the server dies (the kernel kills the largest when memory is short), the server ends all connections and goes on.
 * A process that did not take hold again would pass for gone: the next command would be the last one and stop the server under the
 * others.
 */
function keepHold(
  layout: DataLayout,
  { password, patienceMs }: { readonly password: string; readonly patienceMs: number },
  server: { readonly pid: number; readonly socket: string },
  first: pg.Client,
): Attachment {
  let client = first;
  let { pid } = server;
  let revive: ((signal: AbortSignal) => Promise<void>) | undefined;
  let taking: Promise<void> = Promise.resolve();
  let giveUp: (error: unknown) => void = () => undefined;
  const closing = new AbortController();
  const { signal } = closing;
  const again = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(pauseMs, undefined, { ref: false, signal }).catch(() => undefined);
      if (signal.aborted) return;
      const now = readPostmasterFile(layout.cluster);
      if (!now?.socket || !isPostmaster(now.pid, layout.cluster)) {
        await revive?.(signal);
        continue;
      }
      const next = await hold(now.socket, password, patienceMs).catch(() => null);
      if (next === null) continue;
      ({ pid } = now);
      client = next;
      if (signal.aborted) await next.end().catch(() => undefined);
      else watch(next);
      return;
    }
  };
  const watch = (held: pg.Client): void =>
    void held.once('end', () => {
      taking = again().catch((error: unknown) => giveUp(error));
    });
  watch(first);
  return {
    socket: server.socket,
    get pid() {
      return pid;
    },
    reviveWith: (next) => {
      revive = next;
      return new Promise((_, reject) => {
        giveUp = reject;
      });
    },
    isLast: () => isLast(client),
    close: async () => {
      closing.abort();
      await client.end().catch(() => undefined);
      await taking;
    },
  };
}

/** @param patienceMs half of it for one attempt, so that another can follow */
async function hold(socket: string, password: string, patienceMs: number): Promise<pg.Client> {
  const client = new pg.Client({
    host: socket,
    user: superuser,
    password,
    database: 'postgres',
    application_name: 'portcullis attachment',
    connectionTimeoutMillis: patienceMs / 2,
  });
  // Without a listener the death of the server would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock_shared(${attachmentLock})`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

async function isLast(client: pg.Client): Promise<boolean> {
  try {
    const { rows } = await client.query<{ alone: boolean }>(
      `select pg_advisory_unlock_shared(${attachmentLock}), pg_try_advisory_lock(${attachmentLock}) as alone`,
    );
    return rows[0]?.alone ?? false;
  } catch {
    // The connection is lost: the server is left to others.
    return false;
  }
}

function isWrongPassword(error: unknown): boolean {
  return errorCode(error)?.startsWith('28') ?? false;
}

function wrongPassword(layout: DataLayout, cause: unknown): StorageError {
  return new StorageError(
    'DATABASE_UNREACHABLE',
    `The database in ${layout.root} does not accept the password kept in ${layout.passwords}.`,
    putPasswordsBack(layout.passwords),
    cause,
  );
}

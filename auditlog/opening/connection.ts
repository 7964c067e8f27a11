import { PortcullisError } from '../../schema/errors.js';
import type { LogClient, LogPool, LogQuery } from '../store/pool.js';
import { readSize } from '../store/tree.js';
import { acquireLease, type ServerSession, sessionOf } from './lease.js';

/** Cause of refusals because the database did not answer in time, in the driver's words; it may answer soon. */
export const noAnswer = new Error('Query read timeout');

/** The writer's one connection: it holds the lease. */
export interface WriterConnection {
  readonly client: LogClient;
  /** The same connection, with a timeout for each statement. */
  readonly db: LogQuery;
  readonly epoch: number;
  /** Null where the server does not tell. */
  readonly session: ServerSession | null;
  /** True once the log was compared, under the lease, with what the writer committed. */
  isChecked: boolean;
}

/**
 * Connects and takes the lease. The log is read only then: a head that was read before may be another writer's past.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE if another instance holds the lease; errors of the driver as they are
 */
export async function openConnection(
  pool: LogPool,
  options: {
    readonly log: string;
    readonly holder: string;
    /** Session of the writer's last connection. */
    readonly former: ServerSession | null;
    readonly leaseWaitMs: number;
    readonly timeoutMs: number;
    readonly at: string;
    readonly onError: (error: Error) => void;
  },
): Promise<WriterConnection> {
  const { log, holder, former, at, timeoutMs } = options;
  const client = await connectWithin(pool, timeoutMs);
  client.on('error', options.onError);
  try {
    await within(timeoutMs, client.query({ text: 'set synchronous_commit = on' }));
    const session = await within(timeoutMs, sessionOf(client));
    const lease = { log, holder, former, size: () => readSize(client, log), at };
    const epoch = await within(timeoutMs + options.leaseWaitMs, acquireLease(client, lease, options.leaseWaitMs));
    const db: LogQuery = { query: (statement) => within(timeoutMs, client.query(statement)) };
    return { client, db, epoch, session, isChecked: false };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * True if a database answers in time. The connection of a statement that is late is closed: one that hears nothing any more would
 * keep its place in the pool.
 */
export async function answersWithin(pool: LogPool, ms: number): Promise<boolean> {
  const client = await connectWithin(pool, ms);
  let isAnswered = false;
  try {
    await within(ms, client.query({ text: 'select 1' }));
    isAnswered = true;
  } finally {
    client.release(!isAnswered);
  }
  return isAnswered;
}

/** True if this connection could append: it has the right, and is not on a standby. */
export async function canAppend(client: LogClient): Promise<boolean> {
  const { rows } = await client.query({
    text: `select has_table_privilege('audit.entry', 'insert') and not pg_is_in_recovery() as can`,
  });
  return rows[0]?.can === true;
}

/**
 * The result of a step, or an error without SQLSTATE if it takes too long: nobody knows then whether it took effect, and the
 * connection must not be used again.
 */
export async function within<T>(ms: number, step: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new PortcullisError('AUDIT_UNAVAILABLE', {
            message: `The database did not answer in ${ms} ms.`,
            cause: noAnswer,
          }),
        ),
      ms,
    );
  });
  try {
    return await Promise.race([step, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function connectWithin(pool: LogPool, ms: number): Promise<LogClient> {
  const connecting = pool.connect();
  try {
    return await within(ms, connecting);
  } catch (error) {
    // A late connection is closed: kept, it would hold its place in the pool for good.
    connecting.then(
      (late) => late.release(true),
      () => undefined,
    );
    throw error;
  }
}

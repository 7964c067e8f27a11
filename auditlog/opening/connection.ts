import { PortcullisError } from '../../schema/errors.js';
import type { LogClient, LogPool, LogQuery } from '../store/pool.js';
import { readSize } from '../store/tree.js';
import { acquireLease } from './lease.js';

/** Behind what is refused since the database did not answer in time: it may, soon. As the driver says it. */
export const noAnswer = new Error('Query read timeout');

/** The writer's one connection: it holds the lease. */
export interface WriterConnection {
  readonly client: LogClient;
  /** The same connection, each statement answered in time or given up. */
  readonly db: LogQuery;
  readonly epoch: number;
  /** True once the log was compared with what the writer committed, under the lease. */
  isChecked: boolean;
}

/**
 * Connects and takes the lease. The log is looked at behind that: a head that was read before the lease may be another
 * writer's past.
 *
 * @throws PortcullisError AUDIT_UNAVAILABLE where another instance holds the lease; errors of the driver as they are
 */
export async function openConnection(
  pool: LogPool,
  options: {
    readonly log: string;
    readonly holder: string;
    readonly leaseWaitMs: number;
    readonly timeoutMs: number;
    readonly at: string;
    readonly onError: (error: Error) => void;
  },
): Promise<WriterConnection> {
  const { log, timeoutMs } = options;
  const client = await connectWithin(pool, timeoutMs);
  client.on('error', options.onError);
  try {
    await within(timeoutMs, client.query({ text: 'set synchronous_commit = on' }));
    const lease = { log, holder: options.holder, size: () => readSize(client, log), at: options.at };
    const epoch = await within(timeoutMs + options.leaseWaitMs, acquireLease(client, lease, options.leaseWaitMs));
    const db: LogQuery = { query: (statement) => within(timeoutMs, client.query(statement)) };
    return { client, db, epoch, isChecked: false };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** True where this connection could append: rights, and not a standby. */
export async function canAppend(client: LogClient): Promise<boolean> {
  const { rows } = await client.query({
    text: `select has_table_privilege('audit.entry', 'insert') and not pg_is_in_recovery() as can`,
  });
  return rows[0]?.can === true;
}

/**
 * The result of a step, or an error without SQLSTATE when it takes too long: then nobody knows whether it took effect,
 * and the connection must not be used again.
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
    // A connection that comes too late is closed, not kept: it would hold the pool's place for good.
    connecting.then(
      (late) => late.release(true),
      () => undefined,
    );
    throw error;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { PortcullisError } from '../../schema/errors.js';
import type { LogClient, LogQuery } from '../store/pool.js';

/**
 * Makes this connection the only writer of a log; returns its epoch. The lease is an advisory lock, which ends with the
 * connection. Each batch also checks that no later epoch exists, in case the lock was lost unnoticed (a connection pooler in
 * transaction mode).
 *
 * A connection that was lost may live on at the server: it holds the lease until the server notices. So the writer ends its own
 * former one.
 *
 * @param lease.former session by which this writer held the lease before
 * @param waitMs how long to wait for a writer that is just ending
 * @throws PortcullisError AUDIT_UNAVAILABLE if another instance writes this log
 */
export async function acquireLease(
  client: LogClient,
  lease: {
    readonly log: string;
    readonly holder: string;
    readonly former: ServerSession | null;
    readonly size: () => Promise<number>;
    readonly at: string;
  },
  waitMs: number,
): Promise<number> {
  const until = performance.now() + waitMs;
  while (!(await tryLock(client, lease.log))) {
    if (lease.former && (await endSession(client, lease.former))) continue;
    if (performance.now() >= until) {
      throw new PortcullisError('AUDIT_UNAVAILABLE', {
        message: `Another instance writes the audit log ${lease.log}: give this one another log id, or stop the other.`,
      });
    }
    await sleep(50);
  }
  const { rows } = await client.query({
    text: `insert into audit.lease (log, epoch, holder, size, at)
      select $1, coalesce(max(epoch), 0) + 1, $2, $3, $4 from audit.lease where log = $1 returning epoch::text as epoch`,
    values: [lease.log, lease.holder, await lease.size(), lease.at],
  });
  return Number(rows[0]?.epoch);
}

/** A session as the server knows it; its start tells it from a later one of the same number. */
export interface ServerSession {
  readonly pid: number;
  /** As PostgreSQL writes it. */
  readonly startedAt: string;
}

/** The session of a connection. */
export async function sessionOf(client: LogQuery): Promise<ServerSession | null> {
  const { rows } = await client.query({
    text: 'select pid, backend_start::text as "startedAt" from pg_stat_activity where pid = pg_backend_pid()',
  });
  return (rows[0] as ServerSession | undefined) ?? null;
}

/** Ends a session of the same login, and waits a moment until it is gone; false if there is none. */
async function endSession(client: LogClient, { pid, startedAt }: ServerSession): Promise<boolean> {
  const { rows } = await client.query({
    text: `select pg_terminate_backend(pid, 1000) as ended from pg_stat_activity
      where pid = $1 and backend_start = $2::timestamptz`,
    values: [pid, startedAt],
  });
  return rows[0]?.ended === true;
}

/** True if nobody writes this log now. */
export async function isLeaseFree(db: LogQuery, log: string): Promise<boolean> {
  // Held for this one statement, which is its own transaction.
  const { rows } = await db.query({
    text: `select pg_try_advisory_xact_lock(hashtextextended('portcullis/audit/' || $1, 0)) as free`,
    values: [log],
  });
  return rows[0]?.free === true;
}

async function tryLock(client: LogClient, log: string): Promise<boolean> {
  const { rows } = await client.query({
    text: `select pg_try_advisory_lock(hashtextextended('portcullis/audit/' || $1, 0)) as held`,
    values: [log],
  });
  return rows[0]?.held === true;
}

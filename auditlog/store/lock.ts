import type { LogPool } from './pool.js';

/**
 * Runs while no other process indexes logs of this instance; null, without running, if one does. The lock ends with its connection.
 */
export async function withIndexLock<T>(
  pool: LogPool,
  instance: string,
  run: () => Promise<T>,
): Promise<{ readonly value: T } | null> {
  return await locked(pool, 'pg_try_advisory_xact_lock', `audit-index/${instance}`, async (rows) =>
    rows[0]?.held === true ? { value: await run() } : null,
  );
}

/** Runs while no other process acts on entries of this log (hold, erase, expire); waits for one that does. */
export async function withActLock<T>(pool: LogPool, log: string, run: () => Promise<T>): Promise<T> {
  return await locked(pool, 'pg_advisory_xact_lock', `audit-acts/${log}`, run);
}

async function locked<T>(
  pool: LogPool,
  lock: 'pg_advisory_xact_lock' | 'pg_try_advisory_xact_lock',
  name: string,
  run: (rows: readonly Readonly<Record<string, unknown>>[]) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    // In a transaction: behind a pooler the next statement may use another connection.
    await client.query({ text: 'begin' });
    const { rows } = await client.query({
      text: `select ${lock}(hashtextextended('portcullis/' || $1, 0)) as held`,
      values: [name],
    });
    return await run(rows);
  } finally {
    client.release(true);
  }
}

import type { LogPool } from './pool.js';

/**
 * Runs while no other process indexes logs of this instance; null, and nothing is run, where one does. The lock ends with its
 * connection.
 */
export async function withIndexLock<T>(
  pool: LogPool,
  instance: string,
  run: () => Promise<T>,
): Promise<{ readonly value: T } | null> {
  const client = await pool.connect();
  try {
    // Why in a transaction: behind a pooler the next statement may go by another connection.
    await client.query({ text: 'begin' });
    const { rows } = await client.query({
      text: `select pg_try_advisory_xact_lock(hashtextextended('portcullis/audit-index/' || $1, 0)) as held`,
      values: [instance],
    });
    return rows[0]?.held === true ? { value: await run() } : null;
  } finally {
    client.release(true);
  }
}

import pg from 'pg';

/**
 * A pool of its own for what does not go through a source's database: the audit log's writer. Connects at the first
 * statement; an idle connection that the server closes does not end the process.
 *
 * @param who shown by PostgreSQL as the application's name
 */
export function openPool(connectionString: string, who: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, application_name: `portcullis ${who}`, connectionTimeoutMillis: 3000 });
  pool.on('error', () => undefined);
  return pool;
}

import pg from 'pg';
import type { LogQuery } from '../../auditlog/store/pool.js';
import { columnTypes } from '../pool/columnTypes.js';

/**
 * Reads over one connection, in a transaction in which PostgreSQL refuses whatever writes.
 *
 * @param limitMs longest wait for the connection, and for each statement
 * @throws the driver's error
 */
export async function withReader<T>(
  connectionString: string,
  limitMs: number,
  read: (db: LogQuery) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString,
    application_name: 'portcullis doctor',
    connectionTimeoutMillis: limitMs,
    statement_timeout: limitMs,
    query_timeout: limitMs,
    types: columnTypes,
  });
  // Without a listener a lost connection would end this process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('start transaction read only');
    return await read({ query: (statement) => client.query(statement as pg.QueryConfig) });
  } finally {
    // Not awaited: a server that hangs does not answer the farewell either.
    client.end().catch(() => undefined);
  }
}

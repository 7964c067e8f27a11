import pg from 'pg';
import type { LogPool } from '../../auditlog/store/pool.js';
import { columnTypes } from './columnTypes.js';

/**
 * A pool for the audit log, which keeps one of its connections for as long as it writes. Connects at the first
 * statement. No statement timeout: the log gives up a late statement by itself, and then its connection with it.
 */
export function openLogPool(connectionString: string): LogPool & { close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString,
    max: 3,
    application_name: 'portcullis auditlog',
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: columnTypes,
  });
  // Why: an idle connection that the server closes must not end the process; the next statement opens another.
  pool.on('error', () => undefined);
  // Why: see createPool in database.ts.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: () => pool.connect(),
    query: (statement) => pool.query(statement as pg.QueryConfig),
    close: () => pool.end(),
  };
}

import pg from 'pg';
import type { LogPool } from '../../auditlog/store/pool.js';
import { columnTypes } from './columnTypes.js';
import { countConnections, type Pooled } from './connections.js';

/**
 * Settings of each connection. A superuser can give a login other ones (`alter role ... set`), under which a forged operator hides
 * PostgreSQL's, timestamps become unreadable, or rows stay hidden without an error. Temporary tables come last in the path: without
 * a place in it they would come first. A statement timeout for all logins would end the reading of a whole log, one of idle or long
 * transactions (PostgreSQL 17) the lock of an act, which goes on without it.
 */
const settings = `set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set search_path = pg_catalog, pg_temp;
  set datestyle = iso; set timezone = utc; set row_security = off;
  set bytea_output = hex; set extra_float_digits = 1; set transform_null_equals = off; set array_nulls = on;
  set standard_conforming_strings = on; set quote_all_identifiers = off;
  select set_config(name, '0', false) from pg_settings where name = 'transaction_timeout'`;

/**
 * A pool for the audit log, whose writer keeps one of its connections. Connects at the first statement. It has no statement
 * timeout: the log itself gives up a late statement, together with its connection.
 *
 * @param timeoutMs longest wait for a connection
 */
export function openLogPool(connectionString: string, timeoutMs = 5000): LogPool & Pooled & { close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString,
    max: 3,
    application_name: 'portcullis auditlog',
    connectionTimeoutMillis: timeoutMs,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    types: columnTypes,
    onConnect: async (client) => {
      // Why a limit: the pool's own ends with the login, which a pooler answers while its server hangs.
      await client.query(Object.assign({ text: settings }, { query_timeout: timeoutMs }));
    },
  });
  // See createPool in database.ts.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: () => pool.connect(),
    query: (statement) => pool.query(statement as pg.QueryConfig),
    connections: () => countConnections(pool),
    close: () => pool.end(),
  };
}

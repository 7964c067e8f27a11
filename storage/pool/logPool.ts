import pg from 'pg';
import type { LogPool } from '../../auditlog/store/pool.js';
import { columnTypes } from './columnTypes.js';

/**
 * What each connection states of itself. Why: a superuser can have a login begin with other settings (`alter role ... set`), by which an
 * operator of their own is found before PostgreSQL's, instants are written so that nobody reads them, or rows stay hidden without an
 * error. Temporary tables come last: where the path does not name their place, they are looked for first. A limit of statements that a
 * database has for all its logins would end the reading of a whole log.
 */
const stated = `set statement_timeout = 0; set search_path = pg_catalog, pg_temp; set datestyle = iso; set timezone = utc; set row_security = off;
  set bytea_output = hex; set extra_float_digits = 1; set transform_null_equals = off; set array_nulls = on;
  set standard_conforming_strings = on; set quote_all_identifiers = off`;

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
    onConnect: async (client) => {
      await client.query(stated);
    },
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

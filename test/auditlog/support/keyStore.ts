import pg from 'pg';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { auditKeysRole } from '../../../storage/roles.js';
import { templateDatabase, testServer } from '../../support/databaseServer.js';

const stores = new Map<string, pg.Pool>();
let newest: pg.Pool | null = null;

/**
 * The keys in the database that a URL names, as the login of the log's keys where the database is of the test's server; it is the newest
 * from now on.
 */
export function keyStoreBeside(connectionString: string): LogPool {
  const own = ownUrl(connectionString);
  const known = stores.get(own) ?? open(own);
  stores.set(own, known);
  newest = known;
  return known as LogPool;
}

/** That of the database on which a pool was opened last. */
export function newestKeyStore(): LogPool {
  if (!newest) throw new Error('no pool was opened yet: see openPool');
  return newest as LogPool;
}

/** Ends all connections to keys: who clones a database must be alone in it. */
export async function endKeyStores(): Promise<void> {
  await Promise.all([...stores.values()].map((each) => each.end()));
  stores.clear();
}

function ownUrl(connectionString: string): string {
  const url = testServer().urls[auditKeysRole] ?? '';
  const [, database = templateDatabase, place] = /\/([^/?]+)\?(.*)$/.exec(connectionString) ?? [];
  return url.endsWith(`?${place}`) ? url.replace(`/${templateDatabase}?`, `/${database}?`) : connectionString;
}

function open(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4, allowExitOnIdle: true, connectionTimeoutMillis: 3000 });
  // The database goes with its test.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { logTables } from '../verification/tampering.js';
import { openPool, testHeads } from './openTestLog.js';

/** A database of one's own with the tables of the log, and pools on it. */
export interface LogDatabase {
  readonly database: TestDatabase;
  /** The writer's. */
  readonly pool: pg.Pool;
  /** A superuser's. */
  readonly admin: pg.Pool;
  close(): Promise<void>;
}

export async function openLogDatabase(): Promise<LogDatabase> {
  const database = await createTestDatabase({ sources: ['audit'] });
  const pool = openPool(database.auditWriterUrl);
  const admin = openPool(database.adminUrl);
  return {
    database,
    pool,
    admin,
    close: async () => {
      await pool.end();
      await admin.end();
      await database.close();
    },
  };
}

/** Takes all logs and their keys away; gives a new, empty folder for heads. */
export async function emptyLogs(admin: pg.Pool): Promise<string> {
  for (const table of logTables) await admin.query(`truncate audit.${table}`);
  await admin.query('truncate audit_keys.tree_key');
  return mkdtempSync(join(testHeads(), 'emptied-'));
}

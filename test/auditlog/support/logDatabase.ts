import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { logTables } from '../verification/tampering.js';
import { openPool, testHeads } from './openTestLog.js';

/** A database of one's own with the tables of the log, and pools on it. */
export interface LogDatabase {
  readonly database: TestDatabase;
  /** The writer's. */
  readonly pool: pg.Pool;
  /** A superuser's. */
  readonly admin: pg.Pool;
}

/**
 * A log's database for the tests of a file: made before the first, gone after the last. To be called where the file begins; what it gives is
 * there from the file's own `beforeAll` on.
 */
export function useLogDatabase(): LogDatabase {
  const opened: { -readonly [Each in keyof LogDatabase]?: LogDatabase[Each] } = {};
  beforeAll(async () => {
    opened.database = closedAfter(await createTestDatabase({ sources: ['audit', 'audit_keys'] }));
    opened.pool = closedAfter(openPool(opened.database.auditWriterUrl));
    opened.admin = closedAfter(openPool(opened.database.adminUrl));
  });
  return { database: later(() => opened.database), pool: later(() => opened.pool), admin: later(() => opened.admin) };
}

/** An object that is made later, and used as if it were there. */
function later<Made extends object>(made: () => Made | undefined): Made {
  const own = (): Made => made() ?? fail();
  return new Proxy({} as Made, {
    has: (_, name) => name in own(),
    get: (_, name) => {
      const member: unknown = Reflect.get(own(), name);
      return typeof member === 'function' ? member.bind(own()) : member;
    },
  });
}

function fail(): never {
  throw new Error('the database of the log is made in beforeAll');
}

/** Takes all logs and their keys away; gives a new, empty folder for heads. */
export async function emptyLogs(admin: pg.Pool): Promise<string> {
  for (const table of [...logTables, 'posting']) await admin.query(`truncate audit.${table}`);
  await admin.query('truncate audit_keys.tree_key, audit_keys.forgotten_seal');
  return mkdtempSync(join(testHeads(), 'emptied-'));
}

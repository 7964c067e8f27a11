import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { runAuditProve } from '../../../cli/audit/auditProve.js';
import { appendMany, openLog, openPool } from '../../auditlog/support/openTestLog.js';
import { auditKeys } from '../../auditlog/support/samples.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  pool = openPool(database.auditWriterUrl);
  const log = await openLog(pool, { logId: 'main' });
  // Behind the entry that opened the log.
  await appendMany(log, 9);
  await log.close();
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

async function said(run: (out: (line: string) => void) => Promise<number>): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await run((line) => lines.push(line));
  return { code, text: lines.join('\n') };
}
const prove = (index: number, json: boolean) =>
  said((out) => runAuditProve({ pool, keys: auditKeys, log: 'main', index, json, out }));

describe('portcullis audit prove', () => {
  it('prints a checked proof against the signed head', async () => {
    const { code, text } = await prove(3, true);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ log: 'main', index: 3, ok: true, treeSize: 10 });
    expect((await prove(3, false)).text).toMatch(/signed:[\s\S]*portcullis\.example\/main[\s\S]*The proof verifies/);
  });

  it('ends with 1 for an entry that is not there', async () => {
    expect(await prove(10, false)).toEqual({ code: 1, text: 'The log main has no entry 10.' });
  });
});

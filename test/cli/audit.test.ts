import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { runAuditProve, runAuditVerify } from '../../cli/audit.js';
import { appendMany, openLog, openPool } from '../auditlog/openTestLog.js';
import { auditKeys } from '../auditlog/samples.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
let pool: pg.Pool;
let admin: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  pool = openPool(database.auditWriterUrl);
  admin = openPool(database.adminUrl);
  const log = await openLog(pool, { logId: 'main' });
  await appendMany(log, 10);
  await log.close();
});
afterAll(async () => {
  await pool.end();
  await admin.end();
  await database.close();
});

async function said(run: (out: (line: string) => void) => Promise<number>): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await run((line) => lines.push(line));
  return { code, text: lines.join('\n') };
}
const verify = (json: boolean) => said((out) => runAuditVerify({ pool, keys: auditKeys, json, out }));
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

describe('portcullis audit verify', () => {
  it('ends with 0 and says size, root and what it cannot exclude', async () => {
    const { code, text } = await verify(false);
    expect(code).toBe(0);
    expect(text).toMatch(/^ok {6}main: 10 entries, 1 checkpoints, root [0-9a-f]{64}\n.*Without a witness/);
    expect(JSON.parse((await verify(true)).text)).toMatchObject({ log: 'main', size: 10, ok: true });
  });

  it('ends with 1 and says where a log breaks', async () => {
    await admin.query(`update audit.entry set agency = 'XX' where index = 4`);
    const { code, text } = await verify(false);
    expect(code).toBe(1);
    expect(text).toMatch(/BROKEN {2}main: breaks at entry 4: the column agency/);
    expect(JSON.parse((await verify(true)).text)).toMatchObject({ ok: false, brokenAt: { index: 4 } });
    expect((await prove(4, true)).code).toBe(0);
  });
});

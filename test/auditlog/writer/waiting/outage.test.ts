import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AuditLog } from '../../../../auditlog/types.js';
import { currentRun } from '../../../support/databaseServer.js';
import { until } from '../../../support/waiting/until.js';
import { useLogDatabase } from '../../support/logDatabase.js';
import { appendMany, openLog, silent } from '../../support/openTestLog.js';
import { isAppend, spy } from '../../support/spyPool.js';

/* A database that is there, answers, and refuses what is appended, as one does whose disk is full. */
const { pool } = useLogDatabase();
let isFull = false;
/** SQLSTATE that appends are refused with. */
let state = '53100';
const told: string[] = [];
const logs: AuditLog[] = [];

afterEach(async () => {
  isFull = false;
  for (const log of logs.splice(0)) await log.close();
});

async function open(logId: string): Promise<AuditLog> {
  const full = spy(pool, (statement) => {
    if (isFull && isAppend(statement)) throw Object.assign(new Error('No space left on device'), { code: state });
  });
  told.length = 0;
  const log = { ...silent, error: (_facts: object, message: string) => told.push(message) };
  const opened = await openLog(pool, { logId, pool: full, log });
  logs.push(opened);
  return opened;
}

describe('a log whose database refuses what is appended', () => {
  it('is not writable, so that nobody is sent there, until it finds out by itself that it is over', async () => {
    const log = await open('refused');
    expect(await log.writable()).toBe(true);
    isFull = true;
    await expect(appendMany(log, 1)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await log.writable()).toBe(false);
    await sleep(1500);
    expect(await log.writable()).toBe(false);
    isFull = false;
    await until(() => log.writable());
    await log.close();
    const { rows } = await pool.query(`select kind from audit.entry where log = 'refused'`);
    expect(rows.map(({ kind }) => kind)).toEqual(['OPENED', 'OPENED']);
  });

  it('says so of the first refused batch, and of fewer and fewer behind it', async () => {
    const log = await open('told');
    isFull = true;
    for (let i = 0; i < 9; i += 1) await expect(appendMany(log, 1)).rejects.toThrow();
    expect(told.filter((message) => message === 'the audit log refused a batch')).toHaveLength(4);
  });

  it('is writable where one entry alone is at fault', async () => {
    const log = await open('poison');
    isFull = true;
    state = '22021';
    await expect(appendMany(log, 1)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    isFull = false;
    expect(await log.writable()).toBe(true);
  });
});

describe('a log whose head cannot be kept', () => {
  it('gives no receipt, though PostgreSQL has the entry: after a kill nobody would know that it had', async () => {
    const heads = mkdtempSync(join(currentRun().files, 'kept-'));
    const log = await openLog(pool, { logId: 'unkept', heads, log: silent });
    logs.push(log);
    await appendMany(log, 1);
    rmSync(heads, { recursive: true });
    writeFileSync(heads, 'a file where the folder was');
    await expect(appendMany(log, 1)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    rmSync(heads);
    await until(() => log.writable());
    await appendMany(log, 1);
  });
});

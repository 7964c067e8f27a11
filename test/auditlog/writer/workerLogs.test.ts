import { afterEach, describe, expect, it } from '@jest/globals';
import { workerLogId } from '../../../auditlog/logIds.js';
import { listLogs } from '../../../auditlog/store/rows.js';
import type { AuditLog } from '../../../auditlog/types.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { closeOrphanedLogs } from '../../../auditlog/writer/workerLogs.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { anyRegister, appendMany, openLog, openPool, silent, testHeads, testOpening } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { spy } from '../support/spyPool.js';

const { database, pool } = useLogDatabase();
let open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.reverse()) await each.close();
  open = [];
});

const openWorker = async (instance: string, slot: number): Promise<AuditLog> => {
  // A pool of its own, as a process has.
  const own = openPool(database.auditWriterUrl);
  open.push({ close: () => own.end() });
  const log = await openLog(own, { logId: workerLogId(instance, slot) });
  open.push(log);
  return log;
};
const close = (instance: string) =>
  closeOrphanedLogs({
    ...{ pool, instance, keys: auditKeys, heads: testHeads(), opening: testOpening, log: silent },
    register: anyRegister,
  });
const unknown = async (log: string): Promise<string[]> => {
  const { rows } = await pool.query(`select request_id from audit.entry where log = $1 and kind = 'UNKNOWN'`, [log]);
  return rows.map((row) => row.request_id);
};

/** Leaves a log as a worker that is killed does: its end neither written nor signed. */
async function leaveOpen(logId: string, requestId: string): Promise<void> {
  let isKilled = false;
  const mortal = spy(pool, ({ name }) => {
    if (isKilled && name === 'portcullis_audit_checkpoint') throw new Error('killed');
  });
  const log = await openLog(pool, { logId, pool: mortal, checkpointEveryMs: 60_000 });
  await log.append({ header: sampleHeader({ kind: 'INTENT', requestId }), body: sampleBody() });
  isKilled = true;
  await log.close();
}

describe('logs of several workers', () => {
  it('are named by the instance and the place of the worker', () => {
    expect(workerLogId('main', 1)).toBe('main.w1');
    expect(() => workerLogId('main.w1', 2)).toThrow(/no id of a worker/);
    expect(() => workerLogId('main', 0)).toThrow(/no id of a worker/);
    expect(() => workerLogId('m'.repeat(63), 1)).toThrow(/no id of a worker/);
  });

  it('take entries at once, each dense from 0, and all of them verify', async () => {
    const workers = await Promise.all([1, 2, 3, 4].map((slot) => openWorker('busy', slot)));
    const receipts = await Promise.all(workers.map((worker) => appendMany(worker, 300)));
    await Promise.all(workers.map((worker) => worker.close()));
    receipts.forEach((own, i) => {
      expect(own.map(({ log }) => log)).toEqual(Array(300).fill(`busy.w${i + 1}`));
      expect(own.map(({ index }) => index)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
    });
    const logs = (await listLogs(pool)).filter((log) => log.startsWith('busy'));
    expect(logs).toEqual(['busy.w1', 'busy.w2', 'busy.w3', 'busy.w4']);
    for (const log of logs) expect(await verifyLog(pool, log, auditKeys)).toMatchObject({ faults: [], size: 301 });
  });

  it('are closed for workers that are gone, and left alone for those that live', async () => {
    const living = await openWorker('crew', 1);
    await living.append({ header: sampleHeader({ kind: 'INTENT', requestId: 'under-way' }), body: sampleBody() });
    await leaveOpen('crew.w2', 'lost');
    await leaveOpen('crew', 'lost-alone');
    await leaveOpen('crew.w2x', 'of-another');
    await leaveOpen('crewel.w2', 'of-another');
    expect(await close('crew')).toEqual(['crew', 'crew.w2']);
    expect(await Promise.all(['crew', 'crew.w2', 'crew.w1', 'crew.w2x', 'crewel.w2'].map(unknown))).toEqual([
      ['lost-alone'],
      ['lost'],
      [],
      [],
      [],
    ]);
    expect(await verifyLog(pool, 'crew.w2', auditKeys)).toMatchObject({ faults: [], size: 4, checkpoints: 1 });
    expect(await close('crew')).toEqual([]);
    await living.append({ header: sampleHeader({ requestId: 'under-way' }), body: sampleBody() });
  });

  it('are closed one by one: a damaged one keeps no other from it', async () => {
    await leaveOpen('torn.w1', 'a');
    await leaveOpen('torn.w2', 'b');
    const admin = openPool(database.adminUrl);
    await admin.query(`update audit.entry set bytes = bytes || ' ' where log = 'torn.w1'`);
    await admin.end();
    expect(await close('torn')).toEqual(['torn.w2']);
  });
});

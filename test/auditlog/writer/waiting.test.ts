import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { isAppend, spy } from '../support/spyPool.js';

const { pool } = useLogDatabase();

/** What the OPENED entries of a log say of those that waited, in order; null where none did. */
async function waits(log: string): Promise<unknown[]> {
  const { entries } = await createAuditReader(pool, log, auditKeys).search({
    agencies: null,
    kind: 'OPENED',
    limit: 50,
  });
  return entries.toReversed().map(({ body }) => body?.variables?.waiting ?? null);
}

describe('entries that wait for a checkpoint', () => {
  it('are no riddle where their writer was killed: the next one says so first', async () => {
    let isKilled = false;
    const mortal = spy(pool, ({ name }) => {
      if (isKilled && name === 'portcullis_audit_checkpoint') throw new Error('killed');
    });
    const log = await openLog(pool, { logId: 'killed', pool: mortal, checkpointEveryMs: 60_000 });
    await appendMany(log, 3);
    isKilled = true;
    await log.close();
    await (await openLog(pool, { logId: 'killed' })).close();
    expect(await waits('killed')).toEqual([null, { count: 4, since: expect.stringMatching(/Z$/), why: 'KILLED' }]);
  });

  it('are no riddle where their own writer could not sign: it says so before it does', async () => {
    let isGone = false;
    const flaky = spy(pool, ({ name }) => {
      if (isGone && name === 'portcullis_audit_checkpoint') throw new Error('gone');
    });
    const log = await openLog(pool, { logId: 'gone', pool: flaky, checkpointEveryMs: 20, lateMs: 200 });
    isGone = true;
    await appendMany(log, 2);
    await sleep(300);
    isGone = false;
    while ((await waits('gone')).length < 2) await sleep(10);
    await log.close();
    expect(await waits('gone')).toEqual([null, expect.objectContaining({ why: 'DATABASE_GONE' })]);
  });

  it('are no riddle where what says so could not be written either, at first', async () => {
    let isFull = false;
    const full = spy(pool, (statement) => {
      if (!isFull) return;
      if (statement.name === 'portcullis_audit_checkpoint') throw new Error('gone');
      if (isAppend(statement)) throw Object.assign(new Error('No space left on device'), { code: '53100' });
    });
    const log = await openLog(pool, { logId: 'full', pool: full, checkpointEveryMs: 20, lateMs: 200 });
    await appendMany(log, 2);
    isFull = true;
    await sleep(500);
    isFull = false;
    await appendMany(log, 1);
    await sleep(200);
    await log.close();
    const { rows } = await pool.query(
      `select (select min(index)::int from audit.entry where log = 'full' and kind = 'OPENED' and index > 0) as said,
        (select min(size)::int from audit.checkpoint where log = 'full' and size > 1) as signed`,
    );
    expect(rows[0].said).toBeLessThan(rows[0].signed);
  });

  it('are no riddle where the machine slept', async () => {
    const log = await openLog(pool, { logId: 'asleep', checkpointEveryMs: 150, lateMs: 100 });
    while ((await waits('asleep')).length < 2) await sleep(10);
    await log.close();
    expect((await waits('asleep'))[1]).toMatchObject({ why: 'HELD_UP' });
  });

  it('say nothing where they are signed in time', async () => {
    const log = await openLog(pool, { logId: 'in-time', checkpointEveryMs: 1 });
    for (let i = 0; i < 5; i += 1) await appendMany(log, 2);
    await log.close();
    expect(await waits('in-time')).toEqual([null]);
  });
});

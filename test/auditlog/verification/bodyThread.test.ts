import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type pg from 'pg';
import { readCompared } from '../../../auditlog/store/comparing.js';
import { readKeys } from '../../../auditlog/store/keyTree/entryKeys.js';
import { BodyThread } from '../../../auditlog/verification/bodies/bodyThread.js';
import { bodyKeys, lockedIn } from '../../../auditlog/verification/checkEntry.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { appendMany, openLog, openPool } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  pool = openPool(database.auditWriterUrl);
  const log = await openLog(pool, { logId: 'main' });
  await appendMany(log, 20);
  await log.close();
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

it('opens the bodies whose keys are known, and fails where its thread ended: bodies that nobody opened would be whole', async () => {
  const keys = bodyKeys(auditKeys);
  const entries = await readCompared(pool, { log: 'main', from: 3, to: 9, isOpened: true });
  const found = await readKeys(keys, 'main', entries.map(lockedIn));
  const thread = new BodyThread(keys.index);
  const opened = await thread.open(entries, found);
  expect([...opened].map(([index, { body, fault }]) => [index, body, fault])).toEqual(
    [3, 4, 5, 6, 7, 8].map((index) => [index, 'OPENS', null]),
  );
  expect(await thread.open(entries, await readKeys({ ...keys, seal: [] }, 'main', entries.map(lockedIn)))).toEqual(
    new Map(),
  );
  const asked = thread.open(entries, found);
  await Promise.all([thread.close(), expect(asked).rejects.toThrow('the thread that opens bodies ended')]);
  await expect(thread.open(entries, found)).rejects.toThrow('the thread that opens bodies ended');
});

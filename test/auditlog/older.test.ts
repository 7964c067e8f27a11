import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { rangeRoot } from '../../auditlog/merkle.js';
import { createAuditReader } from '../../auditlog/store/reader.js';
import { readRange } from '../../auditlog/store/tree.js';
import { verifyLog } from '../../auditlog/verification/verify.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { insertOlderEntries } from './olderEntries.js';
import { appendMany, openLog, openPool } from './support/openTestLog.js';
import { auditKeys, sampleBody } from './support/samples.js';

/** A log that was begun by the version before: its bodies name one record at a time. */
let database: TestDatabase;
let pool: pg.Pool;
const logId = 'older';

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  pool = openPool(database.auditWriterUrl);
  await insertOlderEntries(pool);
  // No head file says how far it went: an operator vouches for it.
  const root = rangeRoot(await readRange(pool, logId, 3));
  const log = await openLog(pool, { logId, adoption: { operator: 'test', adopted: { log: logId, size: 3, root } } });
  await appendMany(log, 300);
  await log.close();
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

describe('a log with entries of the older form', () => {
  it('verifies as one tree with those written since', async () => {
    expect(await verifyLog(pool, logId, auditKeys)).toMatchObject({ faults: [], size: 304, erased: 0, checkpoints: 1 });
  });

  it('still opens them, as groups', async () => {
    const reader = createAuditReader(pool, logId, auditKeys);
    const said = { originator: 'NL-CUSTOMS', categories: ['persons.identity'] };
    expect((await reader.entry(0))?.body?.disclosed).toEqual([
      { ...said, type: 'Consignment', categories: ['cargo.goods'], ids: ['consignment_x'] },
      { ...said, type: 'Person', ids: ['person_one', 'person_two'] },
    ]);
    expect((await reader.entry(1))?.body?.disclosed).toEqual([
      { ...said, type: 'Person', categories: [], hit: true, ids: ['person_lent'] },
    ]);
    expect((await reader.entry(2))?.body).toEqual({ ...sampleBody(), disclosed: [], subject: 'nl-0042' });
    expect((await reader.entry(3))?.body?.variables).toMatchObject({ adopted: { size: 3 }, waiting: { count: 3 } });
    expect((await reader.entry(4))?.body).toEqual({ ...sampleBody(), subject: 'nl-0042' });
  });

  it('still finds them by what they disclosed', async () => {
    const reader = createAuditReader(pool, logId, auditKeys);
    const found = await reader.search({ agencies: null, entity: 'person_two', limit: 5 });
    expect(found.entries.map(({ index }) => index)).toEqual([0]);
  });

  it('misses their keys where they are gone, though nobody knows where trees lie: they never stood in one', async () => {
    const own = { checkpoint: auditKeys.checkpoint };
    expect((await verifyLog(pool, logId, own)).faults).toEqual([]);
    const admin = openPool(database.adminUrl);
    await admin.query('delete from audit.entry_key where log = $1 and index = 1', [logId]);
    await admin.end();
    expect((await verifyLog(pool, logId, own)).faults).toEqual([
      { index: 1, what: 'its key is gone, and no ERASE entry names it' },
    ]);
  });
});

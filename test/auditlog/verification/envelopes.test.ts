import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { envelopeDigests, sealEnvelope } from '../../../auditlog/entry/envelope.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { openLog, openPool } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { headOf } from './tampering.js';

let database: TestDatabase;
let pool: pg.Pool;
let admin: pg.Pool;
let head: TrustedHead;
const logId = 'decided';
const digestOf = envelopeDigests(auditKeys.blindIndex);
const bytes = (text: string): Buffer => Buffer.from(digestOf(text), 'base64url');

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  pool = openPool(database.auditWriterUrl);
  admin = openPool(database.adminUrl);
  const log = await openLog(pool, { logId, checkpointEveryMs: 60_000 });
  // Behind the entry that opens the log: entry 1 under A, 2 under A and B, 3 under none.
  for (const texts of [['A'], ['A', 'B'], []]) {
    const decisions = texts.map((envelope) => ({ envelope, full: [], below: [] }));
    const header = sampleHeader({ at: new Date().toISOString() });
    await log.append({ header, body: sampleBody(), decided: { clearance: 'PUBLIC', decisions } });
  }
  await log.close();
  head = await headOf(pool, logId);
  await admin.query('create table audit.envelope_kept as table audit.envelope');
});
afterAll(async () => {
  await pool.end();
  await admin.end();
  await database.close();
});
afterEach(async () => {
  await admin.query('truncate audit.envelope');
  await admin.query('insert into audit.envelope select * from audit.envelope_kept');
});

const verify = (keys: Partial<typeof auditKeys> = auditKeys) => verifyLog(pool, logId, keys, { trusted: [head] });

describe('envelopes that entries were decided under', () => {
  it('are verified with the log: they are there, each with the digest that bodies name', async () => {
    expect(await verify()).toMatchObject({ verdict: 'OK', faults: [] });
  });

  it('are missed at each entry that names them, and at no other', async () => {
    await admin.query('delete from audit.envelope where digest = $1', [bytes('A')]);
    expect(await verify()).toMatchObject({
      verdict: 'BROKEN',
      faults: [{ index: 1, to: 2, what: `the envelope ${digestOf('A')} that it was decided under is missing` }],
    });
  });

  it.each([
    ['whose bytes were changed', () => Buffer.alloc(300, 7)],
    ['in whose place another stands', () => Buffer.from(sealEnvelope(auditKeys.auditSeal, digestOf('C'), 'C').sealed)],
    [
      'that somebody with the seal key wrote anew',
      () => Buffer.from(sealEnvelope(auditKeys.auditSeal, digestOf('B'), 'C').sealed),
    ],
  ])('are found false at the entry that names them: one %s', async (_what, sealed) => {
    await admin.query('update audit.envelope set sealed = $2 where digest = $1', [bytes('B'), sealed()]);
    expect(await verify()).toMatchObject({
      verdict: 'BROKEN',
      faults: [
        { index: 2, what: `the envelope ${digestOf('B')} that it was decided under is not the one of that digest` },
      ],
    });
  });

  it('are missed at an entry that is looked at whole as well, since something else is wrong with it', async () => {
    await admin.query('delete from audit.envelope where digest = $1', [bytes('B')]);
    await admin.query("update audit.entry set purpose = 'OTHER' where log = $1 and index = 2", [logId]);
    const { faults } = await verify();
    await admin.query("update audit.entry set purpose = 'RISK_ANALYSIS' where log = $1 and index = 2", [logId]);
    expect(faults.map(({ index, what }) => [index, what])).toEqual([
      [2, expect.stringContaining('the column purpose')],
      [2, expect.stringContaining('is missing')],
    ]);
  });

  it('are not asked for by one who cannot open bodies', async () => {
    await admin.query('truncate audit.envelope');
    const { checkpoint } = auditKeys;
    expect(await verify({ checkpoint })).toMatchObject({ verdict: 'OK' });
  });
});

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { Span } from '../../../auditlog/spans.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { erasingId } from '../../../auditlog/verification/erasures.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { eraseBodies } from '../../../auditlog/writer/erase.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { appendNow, openLog, openPool, testHeads } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { headOf, logTables, publicKeys } from '../verification/tampering.js';

let database: TestDatabase;
let pool: pg.Pool;
let admin: pg.Pool;
let heads: string;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  pool = openPool(database.auditWriterUrl);
  admin = openPool(database.adminUrl);
});
beforeEach(async () => {
  heads = mkdtempSync(join(testHeads(), 'erase-'));
  for (const table of logTables) await admin.query(`truncate audit.${table}`);
  const log = await openLog(pool, { logId: 'main', heads });
  await appendNow(log, 20);
  await log.close();
});
afterAll(async () => {
  await pool.end();
  await admin.end();
  await database.close();
});

/** Appends ERASE entries to a log of its own, as the command does. */
async function append(spans: readonly Span[]): Promise<void> {
  const log = await openLog(pool, { logId: 'main.cli', heads });
  for (const span of spans) {
    const header = sampleHeader({ kind: 'ERASE', requestId: erasingId('main', span), at: new Date().toISOString() });
    await log.append({ header, body: sampleBody({ disclosed: [], caseReference: null }) }).catch(() => undefined);
  }
  await log.close();
}
const erase = (spans: readonly Span[], changes: { db?: LogQuery; append?: typeof append } = {}) =>
  eraseBodies({
    db: admin,
    log: 'main',
    spans,
    keys: bodyKeys(auditKeys),
    publicKeys: [publicKeys.checkpoint.publicKey],
    append,
    ...changes,
  });
const verify = async (keys: typeof auditKeys | typeof publicKeys = auditKeys) =>
  verifyLog(pool, 'main', keys, { trusted: [await headOf(pool, 'main')] });
const one = (index: number): Span => ({ from: index, to: index });
const kept = async (): Promise<number> =>
  (await admin.query(`select count(*)::int as count from audit.entry_key where log = 'main'`)).rows[0]?.count;

describe('erasing the bodies of entries', () => {
  it('destroys keys and tokens, breaks no proof, and is named by its ERASE entry', async () => {
    expect(await erase([{ from: 5, to: 7 }, one(9)])).toBe(4);
    const verification = await verify();
    expect(verification).toMatchObject({ verdict: 'OK', erased: 4, faults: [] });
    expect(verification.erasures).toEqual([
      { from: 5, to: 7, by: { log: 'main.cli', index: expect.any(Number) }, isOpened: true },
      { from: 9, to: 9, by: { log: 'main.cli', index: expect.any(Number) }, isOpened: true },
    ]);
    const reader = createAuditReader(pool, 'main', auditKeys);
    expect((await reader.entry(6))?.body).toBeNull();
    expect((await reader.entry(8))?.body).not.toBeNull();
    const found = await reader.search({ agencies: null, entity: 'person_secretsecret', limit: 50 });
    expect(found.entries.map(({ index }) => index)).not.toContain(6);
  });

  it('tells an act from a loss: what no ERASE entry names is a fault, beside what one names', async () => {
    await erase([one(5)]);
    await admin.query(`delete from audit.entry_key where index = 6`);
    await admin.query(`delete from audit.entity_index where index = 6`);
    expect(await verify()).toMatchObject({
      verdict: 'BROKEN',
      erased: 1,
      faults: [{ index: 6, what: 'its key is gone, and no ERASE entry names it' }],
    });
  });

  it('does not take a forged ERASE entry for an act: its body does not open', async () => {
    await admin.query(`delete from audit.entry_key where index = 6`);
    await admin.query(`delete from audit.entity_index where index = 6`);
    const foreign = { ...auditKeys, auditSeal: Buffer.alloc(32, 77) };
    const log = await openLog(pool, { logId: 'forged', heads, keys: foreign });
    await log.append({
      header: sampleHeader({ kind: 'ERASE', requestId: erasingId('main', one(6)) }),
      body: sampleBody({ disclosed: [], caseReference: null }),
    });
    await log.close();
    expect(await verify()).toMatchObject({ verdict: 'BROKEN', faults: [{ index: 6 }] });
    expect(await verify(publicKeys)).toMatchObject({
      verdict: 'UNPROVEN',
      missing: [expect.stringMatching(/whether the ERASE entry forged\/[0-9]+ is genuine/)],
    });
  });

  it('does not take an ERASE entry whose own body is gone for an act', async () => {
    await erase([one(5)]);
    for (const table of ['entry_key', 'entity_index']) {
      await admin.query(`delete from audit.${table} k using audit.entry e
        where e.kind = 'ERASE' and k.log = e.log and k.index = e.index`);
    }
    expect(await verify()).toMatchObject({ verdict: 'BROKEN', faults: [{ index: 5 }] });
  });

  it('logs before it erases: without the entry, nothing goes', async () => {
    const failing = async (): Promise<void> => {
      throw new Error('no log');
    };
    await expect(erase([one(5)], { append: failing })).rejects.toThrow('no log');
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 0 });
  });

  it('is completed by the same act where it was killed between the entry and the keys, with one entry', async () => {
    const killed: LogQuery = {
      query: async (statement) => {
        if (statement.text.includes('delete')) throw new Error('killed');
        return await admin.query(statement as pg.QueryConfig);
      },
    };
    const before = await kept();
    await expect(erase([{ from: 5, to: 6 }], { db: killed })).rejects.toThrow('killed');
    expect(await kept()).toBe(before);
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 0 });
    expect(await erase([{ from: 5, to: 6 }])).toBe(2);
    expect(await erase([{ from: 5, to: 6 }])).toBe(0);
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 2 });
    const { rows } = await pool.query(`select count(*)::int as count from audit.entry where kind = 'ERASE'`);
    expect(rows[0]?.count).toBe(1);
  });

  it('refuses what is not there, is under no checkpoint, or says what the log is', async () => {
    const { size } = await headOf(pool, 'main');
    await expect(erase([one(size)])).rejects.toThrow(/under no checkpoint/);
    expect(await erase([one(5), { from: 4, to: 6 }, one(7)])).toBe(4);
    const ends = await headOf(pool, 'main.cli');
    const own = { log: 'main.cli', db: admin, keys: bodyKeys(auditKeys), append };
    await expect(
      eraseBodies({ ...own, spans: [one(ends.size - 1)], publicKeys: [publicKeys.checkpoint.publicKey] }),
    ).rejects.toThrow(/of kind ERASE, which is kept/);
    await expect(eraseBodies({ ...own, log: 'main', spans: [one(4)], publicKeys: [] })).rejects.toThrow(
      /under no checkpoint/,
    );
  });

  it('does not explain afterwards what somebody else took away', async () => {
    await admin.query(`delete from audit.entry_key where index = 6`);
    await expect(erase([{ from: 5, to: 7 }])).rejects.toThrow(/key of entry 6 of main is gone already/);
    expect(await verify()).toMatchObject({ verdict: 'BROKEN' });
  });

  it('is no right of the writer: refused before anything is logged', async () => {
    await expect(erase([one(5)], { db: pool })).rejects.toThrow(/may not destroy keys/);
    const { rows } = await pool.query(`select count(*)::int as count from audit.entry where kind = 'ERASE'`);
    expect(rows[0]?.count).toBe(0);
    await expect(pool.query('delete from audit.entry_key')).rejects.toThrow(/permission denied/);
  });
});

import { beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { eraseBodies } from '../../../auditlog/retention/erase.js';
import type { Span } from '../../../auditlog/spans.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { destroyTokens } from '../../../auditlog/store/retention/erase.js';
import { erasingId } from '../../../auditlog/verification/acts/erasures.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { indexLog } from '../support/indexLog.js';
import { keyStoreBeside } from '../support/keyStore.js';
import { emptyLogs, useLogDatabase } from '../support/logDatabase.js';
import { appendNow, openLog, openPool, writeLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader, sealOf } from '../support/samples.js';
import { spy } from '../support/spyPool.js';
import { takeKey } from '../support/treeKeys.js';
import { headOf, publicKeys, tamperingWith } from '../verification/tampering.js';

const { database, pool, admin } = useLogDatabase();
let heads: string;

beforeEach(async () => {
  heads = await emptyLogs(admin);
  await writeLog(pool, 20, { logId: 'main', heads });
  await indexLog(admin, 'main', 6, 15);
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
const erase = (spans: readonly Span[], changes: { db?: LogPool; store?: LogPool; append?: typeof append } = {}) =>
  eraseBodies({
    db: admin as LogPool,
    store: admin as LogPool,
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
/** Entries whose keys are there. */
async function kept(): Promise<number> {
  const reader = createAuditReader(pool, 'main', auditKeys);
  const { entries } = await reader.search({ agencies: null, limit: 100 });
  return entries.filter(({ body }) => body !== null).length;
}
const tokens = async (...indices: number[]): Promise<number> =>
  (
    await admin.query('select from audit.entry where log = $1 and index = any($2) and tokens is not null', [
      'main',
      indices,
    ])
  ).rows.length;
/** That an act took entries, and their keys are there. */
const undone = (from: number, to: number) => ({
  ...{ verdict: 'UNPROVEN', faults: [], erased: 0 },
  missing: expect.arrayContaining([
    `the end of erasing entries ${from} to ${to}, whose keys are there: erase them again`,
  ]),
});
const takeTokens = (index: number) => destroyTokens(admin as LogPool, 'main', [one(index)]);
const killed = (word: string): LogPool =>
  spy(admin, ({ text }) => {
    if (text.includes(word)) throw new Error('killed');
  });
/** The database of the log, whose process is killed at the first statement that deletes. */
const dying: LogPool = {
  connect: () => admin.connect(),
  query: async (statement) => {
    if (statement.text.includes('delete from')) throw new Error('killed');
    return await admin.query(statement as pg.QueryConfig);
  },
};

describe('erasing the bodies of entries', () => {
  it('destroys keys and tokens, breaks no proof, and is named by its ERASE entry', async () => {
    expect(await erase([{ from: 5, to: 7 }, one(9)])).toBe(4);
    const verification = await verify();
    expect(verification).toMatchObject({ verdict: 'OK', erased: 4, faults: [] });
    expect(verification.erasures).toEqual([
      { kind: 'ERASE', from: 5, to: 7, by: { log: 'main.cli', index: expect.any(Number) }, isOpened: true, count: 3 },
      { kind: 'ERASE', from: 9, to: 9, by: { log: 'main.cli', index: expect.any(Number) }, isOpened: true, count: 1 },
    ]);
    const reader = createAuditReader(pool, 'main', auditKeys);
    expect((await reader.entry(6))?.body).toBeNull();
    expect((await reader.entry(8))?.body).not.toBeNull();
    const found = await reader.search({ agencies: null, entity: 'person_secretsecret', limit: 50 });
    expect(found.entries.map(({ index }) => index)).not.toContain(6);
  });

  it('leaves no posting of them, also where no token is left, and none of the others goes', async () => {
    const postings = async (): Promise<readonly string[]> => {
      const { rows } = await admin.query(`select distinct encode(substr(block, i + 1, 8), 'hex') as posting
        from audit.posting, generate_series(0, octet_length(block) - 1, 8) i order by posting`);
      return rows.map(({ posting }) => posting);
    };
    const before = await postings();
    await erase([{ from: 5, to: 7 }, one(14)]);
    const gone = before.filter((posting) => [5, 6, 7, 14].includes(Number.parseInt(posting.slice(10), 16)));
    expect(gone.length).toBeGreaterThan(8);
    expect(await postings()).toEqual(before.filter((posting) => !gone.includes(posting)));
  });

  it('takes postings that stand without tokens, too: a backup had put them back, and each look found them false', async () => {
    await admin.query('create table public.kept as select * from audit.posting');
    await erase([{ from: 5, to: 7 }]);
    await admin.query(
      'delete from audit.posting; insert into audit.posting select * from public.kept; drop table public.kept',
    );
    expect(await verify()).toMatchObject({ verdict: 'BROKEN' });
    await erase([{ from: 5, to: 7 }]);
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 3, faults: [] });
  });

  it('leaves entries that are not taken for the forged one: their rows were rewritten, too', async () => {
    await erase([one(5)]);
    const trusted = [await headOf(pool, 'main')];
    const { forge, rehash } = tamperingWith(admin, 'main');
    await forge(12, { agency: 'NL-CUSTOMS' });
    await rehash();
    await admin.query(`delete from audit.checkpoint where log = 'main'`);
    const { faults } = await verifyLog(pool, 'main', publicKeys, { trusted });
    expect(faults).toEqual([{ index: 12, what: 'it is not the entry that the head file is over' }]);
  });

  it('is named where a backup put the keys and tokens back: nothing is proven until they are erased again', async () => {
    const tables = ['audit_keys.tree_key', 'audit.entry', 'audit.posting'];
    const client = await admin.connect();
    try {
      for (const table of tables)
        await client.query(
          `create temporary table if not exists kept_${table.replace('.', '_')} as select * from ${table}`,
        );
      await erase([{ from: 5, to: 7 }]);
      expect(await verify()).toMatchObject({ verdict: 'OK', erased: 3 });
      await client.query('delete from audit.posting');
      await client.query(
        `update audit.entry e set tokens = k.tokens from kept_audit_entry k where k.log = e.log and k.index = e.index`,
      );
      for (const table of tables)
        await client.query(`insert into ${table} select * from kept_${table.replace('.', '_')} on conflict do nothing`);
    } finally {
      client.release(true);
    }
    for (const keys of [auditKeys, publicKeys]) expect(await verify(keys)).toMatchObject(undone(5, 7));
    await erase([{ from: 5, to: 7 }]);
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 3 });
  });

  it('tells an act from a loss: what no ERASE entry names is a fault, beside what one names', async () => {
    await erase([one(5)]);
    await takeKey(admin, 'main', 6);
    await takeTokens(6);
    expect(await verify()).toMatchObject({
      verdict: 'BROKEN',
      erased: 1,
      faults: [{ index: 6, what: 'its key is gone, and no ERASE entry names it' }],
    });
  });

  it('does not take a forged ERASE entry for an act: its body does not open', async () => {
    await takeKey(admin, 'main', 6);
    await takeTokens(6);
    const foreign = { ...auditKeys, auditSeal: sealOf(Buffer.alloc(32, 77)) };
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
    const { rows } = await admin.query(`select index::int from audit.entry where kind = 'ERASE'`);
    await takeKey(admin, 'main.cli', rows[0]?.index);
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
    const before = await kept();
    const dead = { db: dying, store: killed('delete from audit_keys') };
    await expect(erase([{ from: 5, to: 6 }], dead)).rejects.toThrow('killed');
    expect(await kept()).toBe(before);
    for (const keys of [auditKeys, publicKeys]) expect(await verify(keys)).toMatchObject(undone(5, 6));
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
    const own = { log: 'main.cli', db: admin as LogPool, store: admin as LogPool, keys: bodyKeys(auditKeys), append };
    await expect(
      eraseBodies({ ...own, spans: [one(ends.size - 1)], publicKeys: [publicKeys.checkpoint.publicKey] }),
    ).rejects.toThrow(/of kind ERASE, which is kept/);
    await expect(eraseBodies({ ...own, log: 'main', spans: [one(4)], publicKeys: [] })).rejects.toThrow(
      /under no checkpoint/,
    );
  });

  it('refuses what says what the log is though its column says that it is a look', async () => {
    await admin.query(`update audit.entry set kind = 'OUTCOME' where log = 'main' and index = 0`);
    await expect(erase([one(0)])).rejects.toThrow(/of kind OPENED, which is kept/);
  });

  it('does not explain afterwards what somebody else took away', async () => {
    await takeKey(admin, 'main', 6);
    await expect(erase([{ from: 5, to: 7 }])).rejects.toThrow(/key of entry 6 of main is gone already/);
    expect(await verify()).toMatchObject({ verdict: 'BROKEN' });
  });

  it('is no right of the writer: refused before anything is logged', async () => {
    await expect(erase([one(5)], { db: pool as LogPool })).rejects.toThrow(/may not destroy keys/);
    const store = keyStoreBeside(database.auditKeysUrl);
    await expect(erase([one(5)], { store })).rejects.toThrow(/may not destroy keys/);
    const { rows } = await pool.query(`select count(*)::int as count from audit.entry where kind = 'ERASE'`);
    expect(rows[0]?.count).toBe(0);
    await expect(pool.query('update audit.entry set tokens = null')).rejects.toThrow(/permission denied/);
    await expect(store.query({ text: 'delete from audit_keys.tree_key' })).rejects.toThrow(/permission denied/);
  });
});

describe('erasing the bodies of entries over two databases', () => {
  const span = { from: 5, to: 6 };
  it('killed behind the keys, leaves tokens that are no fault: the same act takes them', async () => {
    await expect(erase([span], { db: dying })).rejects.toThrow('killed');
    expect(await tokens(5, 6)).toBe(2);
    for (const keys of [auditKeys, publicKeys])
      expect(await verify(keys)).toMatchObject({
        verdict: 'UNPROVEN',
        erased: 2,
        faults: [],
        missing: expect.arrayContaining([
          'the end of erasing entries 5 to 6, of which tokens are left: erase them again',
        ]),
      });
    expect(await erase([span])).toBe(0);
    expect(await tokens(5, 6)).toBe(0);
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 2 });
  });

  it.each(['insert into audit_keys', 'commit'])(
    'killed at %s, has destroyed nothing: all of it is one transaction',
    async (word) => {
      const before = await kept();
      await expect(erase([span], { store: killed(word) })).rejects.toThrow('killed');
      expect(await kept()).toBe(before);
      expect(await verify()).toMatchObject(undone(5, 6));
      expect(await erase([span])).toBe(2);
      expect(await kept()).toBe(before - 2);
    },
  );

  it('by several at once leaves none of these keys, and all others', async () => {
    const before = await kept();
    const acts = [5, 6, 7, 8].map(one);
    await append(acts);
    // Each waits for the one before on a connection of its own.
    const pools = acts.map(() => openPool(database.adminUrl) as LogPool & pg.Pool);
    await Promise.all(acts.map((act, i) => erase([act], { db: pools[i] as LogPool, append: async () => undefined })));
    await Promise.all(pools.map((each) => each.end()));
    expect(await kept()).toBe(before - 4);
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 4 });
  });

  it('hinders no running writer, and no later one: entries of the same day are sealed on', async () => {
    const log = await openLog(pool, { logId: 'main', heads });
    await erase([one(5)]);
    await appendNow(log, 3);
    await log.close();
    await writeLog(pool, 3, { logId: 'main', heads });
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 1 });
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { withActLock } from '../../../../auditlog/store/lock.js';
import type { LogPool } from '../../../../auditlog/store/pool.js';
import { destroyTokens } from '../../../../auditlog/store/retention/erase.js';
import type { AuditLog } from '../../../../auditlog/types.js';
import { verifyLog } from '../../../../auditlog/verification/verify.js';
import { Indexer } from '../../../../auditlog/writer/indexing/indexer.js';
import { indexLog } from '../../support/indexLog.js';
import { emptyLogs, useLogDatabase } from '../../support/logDatabase.js';
import { openLog, silent } from '../../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../../support/samples.js';
import { spy } from '../../support/spyPool.js';

const { admin, pool } = useLogDatabase();
const lock = (run: () => Promise<void>) => withActLock(admin as unknown as LogPool, 'main', run);
let heads: string;
let log: AuditLog;

afterEach(async () => {
  await log.close();
});

/** Opens a log that is empty, or goes on. An entry has three tokens, the one that opens the log none. */
async function open(changes: Parameters<typeof openLog>[1] = {}): Promise<void> {
  heads ??= '';
  log = await openLog(pool, { logId: 'main', heads, indexAt: 30, ...changes });
}
async function openEmpty(changes: Parameters<typeof openLog>[1] = {}): Promise<void> {
  heads = await emptyLogs(admin);
  await open(changes);
}

const entry = (at = new Date().toISOString()) => ({ header: sampleHeader({ at }), body: sampleBody() });
async function append(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await log.append(entry());
}

/** An index of its own of the first `size` entries, which has something to do. */
function begin(db: LogPool, size: number, reporter = silent): Indexer {
  const indexer = new Indexer({ pool: db, log: 'main', reporter, indexAt: 1 });
  indexer.resume(size);
  return indexer;
}

/** Runs as `first+count`, in order. */
async function runs(): Promise<readonly string[]> {
  const { rows } = await admin.query(
    `select first || '+' || count as run from audit.posting_run where log = 'main' order by first, count`,
  );
  return rows.map(({ run }) => run);
}

/** Index of the entry behind the last of runs that follow each other; -1 where they do not. */
const endOf = (of: readonly string[]): number =>
  of.reduce((end, run) => (run.startsWith(`${end}+`) ? end + Number(run.split('+')[1]) : -1), 0);

/** What is wrong with the log. */
async function faults(): Promise<readonly string[]> {
  const { faults: found } = await verifyLog(admin as unknown as LogPool, 'main', auditKeys);
  return found.map(({ index, what }) => `${index}: ${what}`);
}

async function postings(): Promise<number> {
  const { rows } = await admin.query(
    'select coalesce(sum(octet_length(block)) / 8, 0)::int as count from audit.posting',
  );
  return rows[0]?.count;
}

describe('the index of a log', () => {
  it('is written behind its entries where enough wait, and not where few do', async () => {
    await openEmpty();
    await append(9);
    await log.close();
    expect(await runs()).toEqual([]);
    await open();
    await append(2);
    await log.close();
    // The first writer's entries are read from the tables.
    expect(await runs()).toEqual([expect.stringMatching(/^0\+1[0-9]$/)]);
    // What waits in the tables is counted by its size: about thirty are enough.
    expect(await postings()).toBeGreaterThan(26);
    expect(await faults()).toEqual([]);
  });

  it('is written from memory while the log is written, in runs that follow each other and become few', async () => {
    await openEmpty({ indexAt: 3 });
    for (let i = 0; i < 90; i += 1) {
      await append(1);
      // Until it is stored: each entry is a run.
      for (let tries = 0; tries < 100 && endOf(await runs()) < i; tries += 1) await sleep(5);
    }
    await log.close();
    const found = await runs();
    expect(found.length).toBeLessThan(65);
    expect(endOf(found)).toBeGreaterThan(85);
    expect(await faults()).toEqual([]);
  });

  it('is written by one of several writers alone, whatever both know: a lost lease made no overlapping runs', async () => {
    await openEmpty({ indexAt: 1e9 });
    await append(40);
    await log.close();
    let other: Promise<void> | undefined;
    const between = spy(pool, async ({ name }) => {
      if (name !== 'portcullis_audit_run') return;
      other ??= begin(pool as unknown as LogPool, 30).close();
      await other;
    });
    await begin(between, 20).close();
    expect(other).toBeDefined();
    expect(await runs()).toEqual(['0+20']);
    expect(await faults()).toEqual([]);
  });

  it('waits while an act on entries is under way, and then has no posting of what was erased in memory', async () => {
    await openEmpty();
    await lock(async () => {
      await append(12);
      await log.close();
      expect(await runs()).toEqual([]);
      await destroyTokens(admin as unknown as LogPool, 'main', [{ from: 3, to: 4 }]);
    });
    await open();
    await append(1);
    await log.close();
    const { rows } = await admin.query(`select sum(cardinality(array(select distinct unnest(tokens))))::int as count
      from audit.entry where index < (select max(first + count) from audit.posting_run)`);
    expect(await postings()).toBe(rows[0]?.count);
  });

  it('has no posting of an entry that was erased between its commit and its indexing', async () => {
    await openEmpty({ indexAt: 40 });
    await append(12);
    await destroyTokens(admin as unknown as LogPool, 'main', [{ from: 3, to: 4 }]);
    await append(4);
    await log.close();
    expect((await runs()).length).toBe(1);
    const { rows } = await admin.query(`select sum(cardinality(array(select distinct unnest(tokens))))::int as count
      from audit.entry where index < (select max(first + count) from audit.posting_run)`);
    expect(await postings()).toBe(rows[0]?.count);
  });

  it('is none of an append: one that cannot be written is reported, and written later', async () => {
    const said: string[] = [];
    const reporter = { ...silent, warn: (_facts: object, message: string) => void said.push(message) };
    await openEmpty({ log: reporter });
    await admin.query('revoke insert on audit.posting from portcullis_audit_writer');
    try {
      await append(20);
      for (let tries = 0; tries < 500 && said.length === 0; tries += 1) await sleep(5);
    } finally {
      await admin.query('grant insert on audit.posting to portcullis_audit_writer');
    }
    expect(said).toEqual(['the index of the audit log could not be written']);
    // It is tried again a second later, which this writer does not live to see.
    await log.close();
    expect(await runs()).toEqual([]);
    await open();
    await append(1);
    await log.close();
    expect(await runs()).toEqual([expect.stringMatching(/^0\+2[0-9]$/)]);
    expect(await faults()).toEqual([]);
  });

  it('stores what is due at the end, and ends what it merges: stopping waited for all merges of a month', async () => {
    await openEmpty({ indexAt: 1e9 });
    await append(80);
    await log.close();
    await indexLog(admin, 'main', ...Array.from({ length: 64 }, (_, at) => at + 1));
    const said: string[] = [];
    const reporter = { ...silent, warn: (_facts: object, message: string) => void said.push(message) };
    await begin(admin as unknown as LogPool, 70, reporter).close();
    expect((await runs()).slice(63)).toEqual(['63+1', '64+6']);
    let ended: Promise<void> | undefined;
    const merging = spy(admin, ({ text }) => {
      if (text.includes('sum(octet_length(block))')) ended ??= indexer.close();
    });
    const indexer = begin(merging, 80, reporter);
    for (let tries = 0; tries < 500 && !ended; tries += 1) {
      indexer.written([]);
      await sleep(5);
    }
    await ended;
    expect((await runs()).slice(63)).toEqual(['63+1', '64+6', '70+10']);
    expect(said).toEqual([]);
    expect(await faults()).toEqual([]);
  });
});

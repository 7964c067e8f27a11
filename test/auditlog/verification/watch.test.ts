import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { CompactRange } from '../../../auditlog/merkle.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { readRange, readSize } from '../../../auditlog/store/tree.js';
import { LogWatch, type WatchOptions } from '../../../auditlog/verification/watch.js';
import type { PortcullisError } from '../../../schema/errors.js';
import { emptyLogs, useLogDatabase } from '../support/logDatabase.js';
import { silent, writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { tamperingWith } from './tampering.js';

const { pool, admin } = useLogDatabase();
let watch: LogWatch | null = null;

beforeEach(async () => {
  await writeLog(pool, 600, { logId: 'main', heads: await emptyLogs(admin) });
});
afterEach(async () => {
  await watch?.close();
  watch = null;
});

const head = async (): Promise<CompactRange> => readRange(pool, 'main', await readSize(pool, 'main'));

/** Watches with a core of its own; gives what ends the writer, and the statements that were run. */
function watching(changes: Partial<WatchOptions> = {}) {
  const statements: string[] = [];
  const db: LogQuery = {
    query: async (statement) => {
      statements.push(statement.text);
      return await pool.query(statement as pg.QueryConfig);
    },
  };
  let end: (error: PortcullisError) => void = () => undefined;
  const halted = new Promise<PortcullisError>((resolve) => {
    end = resolve;
  });
  const options = { db, log: 'main', keys: auditKeys, reporter: silent, share: 1, halt: end };
  watch = new LogWatch({ ...options, ...changes });
  return { watch, halted, statements };
}
const nothing = (halted: Promise<unknown>) => Promise.race([halted, sleep(500).then(() => 'nothing')]);
const tamper = (statement: string) => tamperingWith(admin, 'main').run(statement);

describe('the watch of a running writer over its own log', () => {
  it('lets an untouched log be, at a checkpoint and whole', async () => {
    const { watch: own, halted, statements } = watching({ wholeEveryMs: 50 });
    own.signed(await head());
    const isWhole = (): boolean => statements.some((text) => text.includes('it stands before the first entry'));
    for (let i = 0; i < 500 && !isWhole(); i += 1) await sleep(20);
    expect(isWhole()).toBe(true);
    expect(await nothing(halted)).toBe('nothing');
  });

  it('says once what stands between auditors and entries, and goes on: each entry is as it was written', async () => {
    const said: object[] = [];
    const reporter = { ...silent, error: (facts: object) => said.push(facts) };
    await admin.query('create rule own as on insert to audit.cosigned do instead nothing');
    try {
      const { watch: own, halted, statements } = watching({ wholeEveryMs: 50, reporter });
      own.signed(await head());
      const looks = (): number => statements.filter((text) => text.includes('pg_rewrite')).length;
      for (let i = 0; i < 500 && looks() < 2; i += 1) await sleep(20);
      expect(looks()).toBeGreaterThan(1);
      const faults = ['the rule own of audit.cosigned is none that the product makes'];
      expect(said).toEqual([{ log: 'main', faults }]);
      expect(await nothing(halted)).toBe('nothing');
    } finally {
      await admin.query('drop rule own on audit.cosigned');
    }
  });

  it.each([
    [
      'an entry that is rewritten',
      `update audit.entry set agency = 'XX' where index = 590`,
      /entry 590: the column agency/,
    ],
    ['an entry that is deleted', `delete from audit.entry where index = 400`, /entry 400: the entry is missing/],
    ['all keys that are destroyed', 'delete from audit_keys.tree_key', /its key is gone/],
    [
      'tokens that are taken away',
      `update audit.entry set tokens = null where index = 400`,
      /entry 400: the blind index/,
    ],
    ['a stored subtree that is gone', `delete from audit.node where index = 1`, /entry 511: the stored subtree/],
  ])('ends the writer at the next checkpoint for %s', async (_name, statement, what) => {
    const { watch: own, halted } = watching({ tail: 300 });
    const held = await head();
    await tamper(statement);
    own.signed(held);
    const error = await halted;
    expect(error.code).toBe('AUDIT_FORKED');
    expect(error.message).toMatch(what);
  });

  it('ends the writer, and does not call the log forged, where its file of keys is an old one: it says what to put where', async () => {
    const stale = { ...auditKeys, auditSeal: () => [new Uint8Array(32).fill(9)] as const };
    for (const changes of [{ tail: 300 }, { tail: 0, wholeEveryMs: 50 }]) {
      const { watch: own, halted } = watching({ ...changes, keys: stale });
      own.signed(await head());
      const error = await halted;
      expect([error.code, error.extensions.hint]).toEqual([
        'AUDIT_UNAVAILABLE',
        expect.stringContaining('auditSeal.json'),
      ]);
      await own.close();
    }
  });

  it('compares with the head that the writer holds, and not with what the database shows', async () => {
    const { watch: own, halted } = watching({ tail: 300 });
    const held = await head();
    const tampering = tamperingWith(admin, 'main');
    await tampering.swap(590, 591);
    await tampering.replaceLeaves();
    await tampering.rehash();
    own.signed(held);
    expect((await halted).message).toMatch(
      /entry 590: its key does not open|entry 590: it is not the entry that the head of its writer is over/,
    );
  });

  it('finds in the whole log what lies before its tail', async () => {
    const { watch: own, halted } = watching({ tail: 20, wholeEveryMs: 300 });
    await tamper(`update audit.entry set role = 'XX' where index = 3`);
    own.signed(await head());
    expect((await halted).message).toMatch(/entry 3: the column role/);
  });

  it('goes on where the database is away: that is the writer\u2019s to notice', async () => {
    let isAway = true;
    const db: LogQuery = {
      query: async (statement) => {
        if (isAway) throw new Error('away');
        return await pool.query(statement as pg.QueryConfig);
      },
    };
    const { watch: own, halted } = watching({ db });
    own.signed(await head());
    expect(await nothing(halted)).toBe('nothing');
    isAway = false;
    await tamper(`update audit.entry set agency = 'XX' where index = 590`);
    expect((await halted).message).toMatch(/entry 590/);
  });

  it('rests for as long as its share asks after each piece of work', async () => {
    const { watch: own, halted, statements } = watching({ share: 0.000001 });
    await tamper(`update audit.entry set agency = 'XX' where index = 590`);
    own.signed(await head());
    expect(await nothing(halted)).toBe('nothing');
    expect(statements.filter((text) => text.includes('as header')).length).toBe(1);
  });
});

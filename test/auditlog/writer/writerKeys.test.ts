import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { destroyKeys } from '../../../auditlog/store/keyTree/destroyKeys.js';
import { changingNodes } from '../../../auditlog/store/keyTree/treeKeys.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { WriterKeys } from '../../../auditlog/writer/writerKeys.js';
import { keyStoreBeside } from '../support/keyStore.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog, testHeads, writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { spy } from '../support/spyPool.js';
import { headOf } from '../verification/tampering.js';

const { database, pool, admin } = useLogDatabase();
let heads: string;
let log = 0;
let logId: string;

beforeAll(async () => {
  heads = mkdtempSync(join(testHeads(), 'keys-'));
});
beforeEach(() => {
  log += 1;
  logId = `keys-${log}`;
});

const store = (): LogPool => keyStoreBeside(database.auditKeysUrl);
const keysOf = (changes: Partial<{ store: LogPool }> = {}) => ({ ...auditKeys, store: store(), ...changes });
async function nodes(): Promise<{ class: string; day: string; level: number; place: number }[]> {
  const { rows } = await admin.query(
    `select class, day::text, level, place::int from audit_keys.tree_key where log = $1 order by day, class, place, level`,
    [logId],
  );
  return rows;
}
/** Those of the first day: in the last hour of it, a writer makes the next day's too. */
async function nodesOfFirstDay(): ReturnType<typeof nodes> {
  const all = await nodes();
  return all.filter((node) => node.day === all[0]?.day);
}
const verify = async () => verifyLog(pool, logId, keysOf(), { trusted: [await headOf(pool, logId)] });
const keyAt = (keys: WriterKeys, at: string, index: number, retention: 'LOOK' | 'HOUSE' = 'LOOK'): string =>
  Buffer.from(keys.keyOf({ retention, at }, index)).toString('hex');
const day = (number: number, time = '10:00:00.000Z'): string => `2026-11-${String(number).padStart(2, '0')}T${time}`;

describe('the keys of a writer', () => {
  it('are stored before the first entry under them is sent', async () => {
    const rows: number[] = [];
    const spied = spy(pool, async ({ name }) => {
      if (name?.startsWith('portcullis_audit_append')) rows.push((await nodesOfFirstDay()).length);
    });
    const opened = await openLog(pool, { logId, heads, pool: spied });
    await opened.close();
    expect(rows).toEqual([3]);
    expect((await nodesOfFirstDay()).map((node) => [node.class, node.level, node.place])).toEqual([
      ['HOUSE', 24, 0],
      ['LOOK', 24, 0],
      ['REFUSAL', 24, 0],
    ]);
  });

  it('are on the disk by then, whatever the database does by default: an entry could outlive its key', async () => {
    const said = await changingNodes(store(), logId, (client) => client.query({ text: 'show synchronous_commit' }));
    expect(said.rows).toEqual([{ synchronous_commit: 'on' }]);
  });

  it('are those that another writer of the log had that day: a restart, or a lease that was lost', async () => {
    const [one, other] = [new WriterKeys(logId, keysOf(), 5000), new WriterKeys(logId, keysOf(), 5000)];
    expect(await Promise.all([one.ready(day(1), 0, 1), other.ready(day(1), 0, 1)])).toEqual([null, null]);
    expect(keyAt(one, day(1), 5)).toBe(keyAt(other, day(1), 5));
    expect(await nodes()).toHaveLength(3);
  });

  it('are others on another day, in another class, at another place, in another log', async () => {
    const keys = new WriterKeys(logId, keysOf(), 5000);
    await keys.ready(day(1), 0, 1);
    const first = [keyAt(keys, day(1), 0), keyAt(keys, day(1), 1), keyAt(keys, day(1), 0, 'HOUSE')];
    await keys.ready(day(2), 2, 1);
    const elsewhere = new WriterKeys(`${logId}.w1`, keysOf(), 5000);
    await elsewhere.ready(day(1), 0, 1);
    expect(new Set([...first, keyAt(keys, day(2), 2), keyAt(elsewhere, day(1), 0)]).size).toBe(5);
    // What is over is forgotten: it must not lie in the memory of a process that runs for months.
    expect(() => keyAt(keys, day(1), 0)).toThrow(/was destroyed before it was written/);
  });

  it('are at hand before midnight', async () => {
    let statements = 0;
    const counted = spy(keyStoreBeside(database.auditKeysUrl) as unknown as pg.Pool, () => undefined);
    const query: LogPool['query'] = (statement) => {
      statements += 1;
      return store().query(statement);
    };
    const keys = new WriterKeys(logId, keysOf({ store: { ...counted, query } }), 5000);
    await keys.ready(day(1, '22:59:59.999Z'), 0, 1);
    expect((await nodes()).map((node) => node.day)).toEqual(Array(3).fill('2026-11-01'));
    await keys.ready(day(1, '23:00:00.000Z'), 1, 1);
    for (let i = 0; i < 1000 && (await nodes()).length < 6; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await nodes()).toHaveLength(6);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = statements;
    expect(await keys.ready(day(2, '00:00:00.000Z'), 2, 1)).toBeNull();
    expect(statements).toBe(before);
  });

  it('stand below two roots where a batch goes over 2^24 entries', async () => {
    const border = 2 ** 24;
    const keys = new WriterKeys(logId, keysOf(), 5000);
    keys.resume(day(1));
    expect(await keys.ready(day(1), border - 1, 2)).toBeNull();
    expect(keyAt(keys, day(1), border - 1)).not.toBe(keyAt(keys, day(1), border));
    expect((await nodes()).filter((node) => node.place === 1 && node.level === 24)).toHaveLength(3);
  });

  it('are made anew, and say that the old ones are gone, where somebody destroyed those of a day', async () => {
    await writeLog(pool, 3, { logId, heads });
    await admin.query('delete from audit_keys.tree_key where log = $1', [logId]);
    await writeLog(pool, 3, { logId, heads });
    expect(await verify()).toMatchObject({
      verdict: 'BROKEN',
      faults: [{ index: 0, to: 3, what: 'its key is gone, and no ERASE entry names it' }],
    });
    expect((await createAuditReader(pool, logId, keysOf()).entry(5))?.body).not.toBeNull();
    // None is over an entry that the day had already: it would give another key of it.
    const over = (await nodesOfFirstDay()).filter(({ place, level }) => place * 2 ** level < 4);
    expect(over).toEqual([]);
  });

  it('are made for a place whose key was destroyed, where a log was put back from a backup: it hung there', async () => {
    const before = new WriterKeys(logId, keysOf(), 5000);
    await before.ready(day(1), 0, 1);
    const destroyed = keyAt(before, day(1), 7);
    const lost = { index: 7, header: { retention: 'LOOK', at: day(1) } } as const;
    await destroyKeys(admin as LogPool, { log: logId, seal: auditKeys.auditSeal }, [lost]);
    const after = new WriterKeys(logId, keysOf(), 5000);
    expect(await after.ready(day(1), 4, 1)).toBeNull();
    expect(keyAt(after, day(1), 7)).not.toBe(destroyed);
    for (const index of [4, 6, 8, 4000]) expect(keyAt(after, day(1), index)).toBe(keyAt(before, day(1), index));
  });

  it('do not open where somebody put another node in the place of one: nothing is written', async () => {
    const first = await openLog(pool, { logId, heads });
    await first.close();
    await admin.query(
      `update audit_keys.tree_key t set wrapped_key = o.wrapped_key from audit_keys.tree_key o
        where t.log = $1 and t.class = 'LOOK' and o.log = $1 and o.class = 'HOUSE'`,
      [logId],
    );
    await expect(openLog(pool, { logId, heads })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  });
});

describe('where the keys are away', () => {
  const away: LogPool = {
    query: async () => Promise.reject(new Error('no route')),
    connect: async () => Promise.reject(new Error('no route')),
  };

  it('nothing is logged, hence nothing answered, and the log says that it is not ready', async () => {
    await expect(openLog(pool, { logId, heads, keys: keysOf({ store: away }) })).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
      message: expect.stringContaining('The keys of its entries cannot be reached'),
    });
    const keys = new WriterKeys(logId, keysOf({ store: away }), 100);
    expect(await keys.areReady(0)).toBe(false);
  });

  it('a writer that has those of the day goes on, and one that hangs is given up in time', async () => {
    let isAway = false;
    const moody: LogPool = {
      query: (statement) => (isAway ? new Promise(() => undefined) : store().query(statement)),
      connect: () => (isAway ? new Promise(() => undefined) : store().connect()),
    };
    const opened = await openLog(pool, { logId, heads, keys: keysOf({ store: moody }) });
    isAway = true;
    expect(await appendMany(opened, 2)).toHaveLength(2);
    expect(await opened.writable()).toBe(true);
    await opened.close();
    const keys = new WriterKeys(logId, keysOf({ store: moody }), 200);
    expect((await keys.ready(day(9), 3, 1))?.code).toBe('AUDIT_UNAVAILABLE');
    isAway = false;
    let refused = await keys.ready(day(9), 3, 1);
    // Why again: a busy machine may take longer than it is given.
    for (let tries = 0; tries < 50 && refused; tries += 1) refused = await keys.ready(day(9), 3, 1);
    expect(refused).toBeNull();
  });
});

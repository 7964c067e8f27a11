import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import type { StoredBytes } from '../../../auditlog/entry/decode.js';
import { decodeEntry } from '../../../auditlog/entry/decode.js';
import { tokenKey } from '../../../auditlog/entry/tokens.js';
import { leafHash, rootHash } from '../../../auditlog/merkle.js';
import { openCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import type { AuditLog, StatedHeader } from '../../../auditlog/types.js';
import { scanForWords } from '../../support/inClear.js';
import { createTestDatabase } from '../../support/postgres.js';
import { until } from '../../support/waiting/until.js';
import { blindToken } from '../support/blindToken.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog, openPool } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader, secrets } from '../support/samples.js';
import { isAppend, spy } from '../support/spyPool.js';

const { database, pool, admin } = useLogDatabase();
let logs: AuditLog[] = [];
let logNumber = 0;
let logId = '';

beforeEach(() => {
  logNumber += 1;
  logId = `log-${logNumber}`;
});
afterEach(async () => {
  await Promise.all(logs.map((log) => log.close()));
  logs = [];
});

async function open(changes: Parameters<typeof openLog>[1] = {}): Promise<AuditLog> {
  const log = await openLog(pool, { logId, ...changes });
  logs.push(log);
  return log;
}
const rows = async (text: string, values: unknown[] = [logId]): Promise<Record<string, unknown>[]> =>
  (await admin.query(text, values)).rows;
/** Those that were appended here; the log's own entry stands before them. */
const ownEntries = `select 1 as one from audit.entry where log = $1 and kind <> 'OPENED'`;
const entry = (changes: Partial<StatedHeader> = {}) => ({ header: sampleHeader(changes), body: sampleBody() });

describe('an append', () => {
  it('gives a receipt of the stored bytes, in dense order behind the entry that opened the log', async () => {
    const receipts = await appendMany(await open(), 600);
    expect(receipts.map((receipt) => receipt.index)).toEqual(Array.from({ length: 600 }, (_, i) => i + 1));
    const stored = await rows(
      `select index::text, bytes, leaf_hash from audit.entry where log = $1 and kind <> 'OPENED' order by entry.index`,
    );
    expect(stored).toHaveLength(600);
    stored.forEach((row, i) => {
      const hash = Buffer.from(leafHash(row.bytes as Buffer)).toString('hex');
      expect(hash).toBe(receipts[i]?.leafHash);
      expect(hash).toBe((row.leaf_hash as Buffer).toString('hex'));
    });
  });

  it('commits what waits in groups: 600 appends at once are a few transactions', async () => {
    let sent = 0;
    const log = await open({
      pool: spy(pool, (statement) => {
        if (isAppend(statement)) sent += 1;
      }),
      checkpointEveryMs: 60_000,
    });
    await appendMany(log, 600);
    expect(sent).toBeLessThanOrEqual(4);
  });

  it('waits for the disk, whatever the server has as its default', async () => {
    const sent: string[] = [];
    await open({ pool: spy(pool, (statement) => sent.push(statement.text)) });
    expect(sent.indexOf('set synchronous_commit = on')).toBe(0);
  });

  it('stores no literal, variable, case, justification or entity in clear, in any column of any table', async () => {
    await appendMany(await open(), 3);
    const { found } = await scanForWords(database.adminUrl, ['audit', 'audit_keys'], [...secrets, 'NL-CUSTOMS']);
    // That an agency stands in clear shows that the scan sees.
    expect(found).toEqual(['audit.entry.agency: NL-CUSTOMS', 'audit.entry.header: NL-CUSTOMS']);
  });

  it('leaves tokens by which an entity and a case are found', async () => {
    await appendMany(await open(), 1);
    const tokens = (await rows('select unnest(tokens)::text as token from audit.entry where log = $1')).map((row) =>
      String(row.token).replaceAll('-', ''),
    );
    const key = tokenKey(auditKeys.blindIndex, { agency: 'NL-CUSTOMS', at: new Date().toISOString() });
    expect(new Set(tokens)).toEqual(
      new Set([
        blindToken(key, 'entity', 'person_secretsecret'),
        blindToken(key, 'case', 'SECRET-CASE'),
        blindToken(key, 'justification', 'SECRET-JUSTIFICATION'),
      ]),
    );
  });

  it('is refused for a request id and kind that another entry has: nobody gets the receipt of another look', async () => {
    const log = await open();
    await log.append(entry({ requestId: 'same' }));
    await expect(log.append(entry({ requestId: 'same' }))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    const both = await Promise.allSettled([
      log.append(entry({ requestId: 'b' })),
      log.append(entry({ requestId: 'b' })),
    ]);
    expect(both.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
    const others = await appendMany(log, 3);
    expect(others.map((receipt) => receipt.index)).toEqual([3, 4, 5]);
  });

  it('does not suffer from an entry that PostgreSQL cannot take', async () => {
    const log = await open();
    const first = log.append(entry());
    const results = await Promise.allSettled([
      first,
      log.append(entry({ at: '2026-11-31T25:00:00.000Z' })),
      log.append(entry({ subject: 'a\0b' })),
      log.append(entry({ count: 2 ** 60 })),
      log.append(entry()),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('is refused when too much waits, at once', async () => {
    const log = await open({ maxQueue: 10 });
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => log.append(entry())));
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(20);
  });

  it('keeps finished subtrees of 256 entries', async () => {
    const log = await open();
    await appendMany(log, 600);
    const hashes = (await rows('select leaf_hash from audit.entry where log = $1 order by entry.index')).map(
      (row) => row.leaf_hash as Buffer,
    );
    const nodes = await rows('select level, index::text, hash from audit.node where log = $1 order by node.index');
    expect(nodes).toEqual([
      { level: 8, index: '0', hash: Buffer.from(rootHash(hashes.slice(0, 256))) },
      { level: 8, index: '1', hash: Buffer.from(rootHash(hashes.slice(256, 512))) },
    ]);
  });
});

describe('when the clock of the machine goes back', () => {
  it('an entry says so, once, and the time of the log does not fall', async () => {
    const log = await open();
    await log.append(entry());
    const now = Date.now;
    Date.now = () => now() - 3_600_000;
    try {
      await log.append(entry());
      await log.append(entry());
    } finally {
      Date.now = now;
    }
    await log.close();
    const stored = await rows('select kind, at from audit.entry where log = $1 order by index');
    const times = stored.map(({ at }) => (at as Date).getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(stored.filter(({ kind }) => kind === 'CLOCK')).toHaveLength(1);
  });

  it('its heads are signed as before, by a clock that nobody sets', async () => {
    const log = await open({ checkpointEveryMs: 20 });
    const signed = async () =>
      (await rows('select max(size)::int as size from audit.checkpoint where log = $1'))[0]?.size;
    const now = Date.now;
    try {
      for (const hours of [0, -1, 24, -24]) {
        Date.now = () => now() + hours * 3_600_000;
        const { index } = await log.append(entry());
        await until(async () => Number(await signed()) > index, 'no head');
      }
    } finally {
      Date.now = now;
    }
  });
});

describe('checkpoints', () => {
  it('are signed over the whole log when it closes, and the next writer goes on from there', async () => {
    const first = await openLog(pool, { logId });
    await appendMany(first, 300);
    await first.close();
    const second = await open();
    await appendMany(second, 5);
    await second.close();
    const hashes = (await rows('select leaf_hash from audit.entry where log = $1 order by entry.index')).map(
      (row) => row.leaf_hash as Buffer,
    );
    const notes = await rows('select note from audit.checkpoint where log = $1 order by size desc');
    const checkpoint = openCheckpoint(String(notes[0]?.note), originOf(logId), [auditKeys.checkpoint.publicKey]);
    expect(checkpoint).toEqual({ origin: originOf(logId), size: 307, root: Buffer.from(rootHash(hashes)) });
  });

  it('are signed at most once in their interval while the log grows', async () => {
    const log = await open({ checkpointEveryMs: 300 });
    const begun = performance.now();
    for (let i = 0; i < 20; i += 1) await log.append(entry());
    const signed = async () => (await rows('select size from audit.checkpoint where log = $1')).length;
    // A busy machine signs the first one late.
    await until(async () => (await signed()) >= 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const count = await signed();
    expect(count).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - begun) / 300));
  });
});

describe('a log has one writer', () => {
  it('the second is refused while the first lives, and may write when it has closed', async () => {
    const first = await openLog(pool, { logId });
    await expect(openLog(pool, { logId })).rejects.toThrow(/Another instance writes/);
    await first.append(entry());
    await first.close();
    const second = await open();
    expect((await second.append(entry())).index).toBe(3);
  });

  it('a writer that a later lease has overtaken writes nothing', async () => {
    const log = await open({ deadlineMs: 1000 });
    await log.append(entry());
    await admin.query(
      `insert into audit.lease select log, 1000000, 'other', 0, now() from audit.lease where log = $1`,
      [logId],
    );
    const other = await admin.connect();
    // Why of this database: the server is that of other tests too.
    const waitingForLock = `select 1 as one from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    // The other holds the lock from the moment that the overtaken writer lets go.
    const overtaking = other.query(`select pg_advisory_lock(hashtextextended('portcullis/audit/' || $1, 0))`, [logId]);
    await until(async () => (await rows(waitingForLock, [])).length > 0);
    await expect(log.append(entry())).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await overtaking;
    expect(await rows(ownEntries)).toHaveLength(1);
    await other.query('select pg_advisory_unlock_all()');
    other.release();
  });

  it('the role of the writer may append and nothing else', async () => {
    await appendMany(await open(), 1);
    for (const table of ['entry', 'node', 'checkpoint', 'lease']) {
      await expect(pool.query(`delete from audit.${table}`)).rejects.toMatchObject({ code: '42501' });
      await expect(pool.query(`update audit.${table} set log = 'x'`)).rejects.toMatchObject({ code: '42501' });
      await expect(pool.query(`truncate audit.${table}`)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('when the connection fails', () => {
  it('an entry whose commit stayed unknown is found again, not written twice', async () => {
    let failures = 1;
    const flaky = spy(pool, async (statement, run) => {
      const result = await run();
      if (isAppend(statement) && failures > 0) {
        failures -= 1;
        throw new Error('the connection broke after the commit');
      }
      return result;
    });
    const log = await open({ pool: flaky });
    const receipts = await appendMany(log, 20);
    expect(failures).toBe(0);
    expect(receipts.map((receipt) => receipt.index)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await rows(ownEntries)).toHaveLength(20);
  });

  it('an entry that was not written is written by the next attempt', async () => {
    let failures = 3;
    const flaky = spy(pool, (statement, run) => {
      if (isAppend(statement) && failures > 0) {
        failures -= 1;
        throw new Error('the connection broke before the statement');
      }
      return run();
    });
    const receipts = await appendMany(await open({ pool: flaky }), 20);
    expect(new Set(receipts.map((receipt) => receipt.index)).size).toBe(20);
    expect(await rows(ownEntries)).toHaveLength(20);
  });

  it('a statement that never returns is given up, and its connection with it', async () => {
    let hangs = 1;
    const hanging = spy(pool, (statement, run) => {
      if (isAppend(statement) && hangs > 0) {
        hangs -= 1;
        return new Promise(() => undefined);
      }
      return run();
    });
    const log = await open({ pool: hanging, timeoutMs: 200, deadlineMs: 3000 });
    expect((await log.append(entry())).index).toBe(1);
  });

  it('an entry on its way at its deadline gets its receipt, one behind it is refused and never lands', async () => {
    let sent = 0;
    const slow = spy(pool, async (statement, run) => {
      if (isAppend(statement)) sent += 1;
      if (sent > 1) await new Promise((resolve) => setTimeout(resolve, 800));
      return await run();
    });
    const log = await open({ pool: slow, timeoutMs: 5000, deadlineMs: 300 });
    const first = log.append(entry());
    await until(async () => sent > 1);
    const second = log.append(entry());
    await expect(second).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect((await first).index).toBe(1);
    await log.close();
    expect(await rows(ownEntries)).toHaveLength(1);
  });

  it('appends end with AUDIT_UNAVAILABLE while the database is gone, and go on when it is back', async () => {
    const own = await createTestDatabase({ sources: ['audit'] });
    const ownPool = openPool(own.auditWriterUrl);
    const name = new URL(own.adminUrl.replace(/@[^/]*\//, '@host/')).pathname.slice(1) || own.adminUrl;
    const log = await openLog(ownPool, { logId, deadlineMs: 1000 });
    try {
      await log.append(entry());
      expect(await log.writable()).toBe(true);
      await admin.query(`alter database ${name} allow_connections false`);
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      await expect(log.append(entry())).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE', http: 503 });
      expect(await log.writable()).toBe(false);
      await admin.query(`alter database ${name} allow_connections true`);
      let receipt = null;
      for (let i = 0; receipt === null && i < 20; i += 1) receipt = await log.append(entry()).catch(() => null);
      expect(receipt?.index).toBe(2);
      expect(await log.writable()).toBe(true);
    } finally {
      await log.close();
      await ownPool.end();
      await own.close();
    }
  });

  it('nobody is left waiting when the log closes without a database', async () => {
    let isGone = false;
    const log = await open({
      pool: spy(pool, (_statement, run) => {
        if (isGone) throw new Error('gone');
        return run();
      }),
    });
    isGone = true;
    const waiting = log.append(entry());
    const closed = log.close();
    await expect(waiting).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await closed;
  });
});

describe('opening', () => {
  it('closes intents that a crash left open as UNKNOWN, once', async () => {
    const log = await openLog(pool, { logId });
    await log.append(entry({ kind: 'INTENT', requestId: 'crashed' }));
    await log.append(entry({ kind: 'INTENT', requestId: 'ended' }));
    await log.append(entry({ kind: 'OUTCOME', requestId: 'ended' }));
    await log.close();
    await (await openLog(pool, { logId })).close();
    await (await openLog(pool, { logId })).close();
    const unknown = await rows(`select request_id, bytes, header from audit.entry where log = $1 and kind = 'UNKNOWN'`);
    expect(unknown.map((row) => row.request_id)).toEqual(['crashed']);
    expect(decodeEntry(unknown[0] as unknown as StoredBytes)?.header).toMatchObject({
      agency: 'NL-CUSTOMS',
      code: 'UNKNOWN',
    });
  });

  it.each([
    ['an entry was changed', `update audit.entry set bytes = bytes || ' ' where log = $1 and index = 3`],
    ['an entry is missing', 'delete from audit.entry where log = $1 and index = 3'],
    ['the tail was cut off below the last checkpoint', 'delete from audit.entry where log = $1 and index >= 3'],
    [
      'the checkpoint was changed',
      String.raw`update audit.checkpoint set note = replace(note, E'\n6\n', E'\n4\n') where log = $1`,
    ],
  ])('is refused where %s', async (_name, damage) => {
    const log = await openLog(pool, { logId });
    await appendMany(log, 5);
    await log.close();
    await admin.query(damage, [logId]);
    await expect(openLog(pool, { logId })).rejects.toMatchObject({ code: 'AUDIT_FORKED', http: 503 });
  });

  it('is refused for a log id that could not stand in a checkpoint', async () => {
    await expect(openLog(pool, { logId: 'a b' })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  });
});

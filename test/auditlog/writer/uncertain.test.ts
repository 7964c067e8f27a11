import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditLog } from '../../../auditlog/types.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog } from '../support/openTestLog.js';
import { isAppend, spy } from '../support/spyPool.js';
import { flip } from '../verification/checkRows.js';

/* A batch whose commit stayed unknown, and what somebody does to it before its writer connects again. */
const { pool, admin } = useLogDatabase();
let number = 0;
let logId = '';

beforeAll(async () => {
  await admin.query('alter table audit.entry drop constraint entry_log_request_id_kind_key');
});
beforeEach(() => {
  number += 1;
  logId = `uncertain-${number}`;
});

const run = (statement: string) => admin.query(statement.replaceAll('LOG', `'${logId}'`));
/** Which codes the appends of a batch ended with. */
async function codesOf(log: AuditLog, count: number): Promise<unknown[]> {
  const results = await Promise.allSettled(
    Array.from({ length: count }, async () => (await appendMany(log, 1)).length),
  );
  return [...new Set(results.map((result) => (result.status === 'fulfilled' ? 'OK' : result.reason.code)))];
}

/** A log of 4 entries whose next batch is committed, then changed, and only then said to have failed. */
async function openUncertain(statements: readonly string[]): Promise<AuditLog> {
  let isDue = false;
  const breaking = spy(pool, async (statement, send) => {
    const result = await send();
    if (!isDue || !isAppend(statement)) return result;
    isDue = false;
    for (const each of statements) await run(each);
    throw new Error('the connection broke after the commit');
  });
  const log = await openLog(pool, { logId, pool: breaking, checkpointEveryMs: 60_000 });
  await appendMany(log, 3);
  isDue = true;
  return log;
}

describe('a batch whose commit stayed unknown', () => {
  it('is taken where it is there, byte for byte', async () => {
    const log = await openUncertain([]);
    expect(await codesOf(log, 3)).toEqual(['OK']);
    await log.close();
  });

  it.each<[string, string[]]>([
    ['the bytes of one were changed', [`update audit.entry set ${flip('bytes', 90)} where log = LOG and index = 5`]],
    ['a sealed body was changed', [`update audit.entry set ${flip('sealed', 40)} where log = LOG and index = 5`]],
    ['a column was changed', [`update audit.entry set subject = 'nobody' where log = LOG and index = 5`]],
    ['tokens were taken away', ['update audit.entry set tokens = null where log = LOG and index = 5']],
    ['its last entry was cut off', ['delete from audit.entry where log = LOG and index = 6']],
    [
      'two of it were swapped',
      [
        'update audit.entry set index = 90 where log = LOG and index = 4',
        'update audit.entry set index = 4 where log = LOG and index = 5',
        'update audit.entry set index = 5 where log = LOG and index = 90',
      ],
    ],
    [
      'one was put behind it',
      [
        `insert into audit.entry (log, index, bytes, leaf_hash, sealed, header, kind, at, request_id, code)
        select log, 7, bytes, leaf_hash, sealed, header, kind, at, request_id, code from audit.entry where log = LOG and index = 2`,
      ],
    ],
  ])('is not taken where %s', async (_name, statements) => {
    const log = await openUncertain(statements);
    expect(await codesOf(log, 3)).toEqual(['AUDIT_FORKED']);
    expect(await codesOf(log, 1)).toEqual(['AUDIT_FORKED']);
    await log.close();
    const { rows } = await run('select size from audit.checkpoint where log = LOG');
    expect(rows).toEqual([]);
  });
});

const copyOf2 = (index: number) =>
  `insert into audit.entry (log, index, bytes, leaf_hash, sealed, header, kind, at, request_id, code)
    select log, ${index}, bytes, leaf_hash, sealed, header, kind, at, 'other', code from audit.entry where log = LOG and index = 2`;

describe('rows that a writer did not write', () => {
  it.each([
    ['an entry', copyOf2(4)],
    ['an entry far behind', copyOf2(5)],
  ])('end it where they stand in the place of its own: %s', async (_name, statement) => {
    const log = await openLog(pool, { logId, checkpointEveryMs: 60_000 });
    await appendMany(log, 3);
    await run(statement);
    expect(await codesOf(log, 3)).toEqual(['AUDIT_FORKED']);
    await log.close();
  });

  it('end it where it is a checkpoint over its own size', async () => {
    const log = await openLog(pool, { logId, checkpointEveryMs: 300 });
    await appendMany(log, 1);
    await run(`insert into audit.checkpoint values (LOG, 4, 'a note of somebody', now())`);
    await appendMany(log, 2);
    for (let i = 0; i < 1000 && (await log.writable()); i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await codesOf(log, 1)).toEqual(['AUDIT_FORKED']);
    await log.close();
  });

  it('keep it ended when they are taken away again: only a start looks anew', async () => {
    const log = await openLog(pool, { logId, checkpointEveryMs: 60_000 });
    await appendMany(log, 3);
    await run(copyOf2(4));
    expect(await codesOf(log, 1)).toEqual(['AUDIT_FORKED']);
    await run('delete from audit.entry where log = LOG and index = 4');
    expect([await codesOf(log, 1), await log.writable()]).toEqual([['AUDIT_FORKED'], false]);
    await log.close();
    const next = await openLog(pool, { logId });
    expect(await codesOf(next, 1)).toEqual(['OK']);
    await next.close();
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog } from '../support/openTestLog.js';
import { isAppend, spy } from '../support/spyPool.js';

/*
 * A log so slow that it gives up a statement which is committed all the same: its caller is refused, and shows nothing. An
 * OUTCOME alone would say that it was shown.
 */
const { pool } = useLogDatabase();

/** A log whose next append is committed, and answers after the log has given it up. */
async function openSlow(logId: string, closesUnsent: boolean) {
  let isSlow = false;
  const slow = spy(pool, async (statement, send) => {
    if (!isSlow || !isAppend(statement)) return undefined;
    isSlow = false;
    const result = await send();
    await sleep(1500);
    return result;
  });
  const log = await openLog(pool, { logId, pool: slow, timeoutMs: 600, deadlineMs: 600, closesUnsent });
  isSlow = true;
  return log;
}

async function kindsOf(logId: string): Promise<readonly string[]> {
  const { rows } = await pool.query(
    `select kind, code, request_id = (select request_id from audit.entry where log = $1 and kind = 'OUTCOME' order by index limit 1) as same
     from audit.entry where log = $1 and kind in ('OUTCOME', 'REFUSED') order by index`,
    [logId],
  );
  return rows.map(({ kind, code, same }) => `${kind} ${code} ${same}`);
}

test('what is logged though its caller was refused is closed as not shown, under the same request', async () => {
  const log = await openSlow('unsent', true);
  await expect(appendMany(log, 1)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  const end = performance.now() + 10_000;
  while ((await kindsOf('unsent')).length < 2 && performance.now() < end) await sleep(50);
  expect(await kindsOf('unsent')).toEqual(['OUTCOME OK true', 'REFUSED AUDIT_UNAVAILABLE true']);
  await appendMany(log, 1);
  await log.close();
  expect(await kindsOf('unsent')).toHaveLength(3);
});

test('an operation of an operator is not: it was carried out', async () => {
  const log = await openSlow('carried', false);
  await expect(appendMany(log, 1)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  await sleep(3000);
  await log.close();
  expect(await kindsOf('carried')).toEqual(['OUTCOME OK true']);
});

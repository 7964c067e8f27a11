import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { useLogDatabase } from '../../support/logDatabase.js';
import { openLog } from '../../support/openTestLog.js';
import { spy } from '../../support/spyPool.js';

const { pool } = useLogDatabase();

it('a writer that has nothing to write gives up a connection that nothing is heard of any more', async () => {
  let isHeard = true;
  const deaf = spy(pool, ({ text }, run) => {
    // The first statement of a new connection: that one is heard of.
    if (text === 'set synchronous_commit = on') isHeard = true;
    return isHeard ? run() : new Promise(() => undefined);
  });
  const log = await openLog(pool, { logId: 'idle', pool: deaf, timeoutMs: 200, checkpointEveryMs: 60_000 });
  expect(await log.writable()).toBe(true);
  isHeard = false;
  expect(await log.writable()).toBe(false);
  // Long before it would sign, by which it would notice too.
  for (let asked = 0; asked < 40 && !(await log.writable()); asked += 1) await sleep(50);
  expect(await log.writable()).toBe(true);
  await log.close();
});

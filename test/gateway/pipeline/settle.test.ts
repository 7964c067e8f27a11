import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Harness, startHarness } from '../support/harness.js';
import { memoryLog } from '../support/memoryLog.js';

const deadlineMs = 1500;
const log = memoryLog();
let harness: Harness;
beforeAll(async () => {
  const slow = {
    ...log,
    append: async (entry: Parameters<typeof log.append>[0]) => {
      await sleep(deadlineMs + 300);
      return await log.append(entry);
    },
  };
  harness = await startHarness({ auditLog: slow, settings: { port: 0, deadlineMs } });
});
afterAll(() => harness.close());

test('what is logged as shown is sent, though the deadline passed while it was logged: a comment said otherwise', async () => {
  const { status, body } = await harness.ask('{ __typename }');
  expect(log.entries.map(({ header }) => [header.kind, header.code])).toEqual([['OUTCOME', 'OK']]);
  expect([status, body.data, body.errors]).toEqual([200, { __typename: 'Query' }, undefined]);
});

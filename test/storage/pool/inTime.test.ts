import { expect, test } from '@jest/globals';
import { PortcullisError } from '../../../schema/errors.js';
import { countShare, inTime } from '../../../storage/pool/inTime.js';

test('a statement of a search has a tenth of the time limit of a statement, one that counts more', async () => {
  expect(await inTime({ timeoutMs: 5000 }, async ({ withinMs }) => withinMs)).toBe(500);
  expect(await inTime({ timeoutMs: 60_000 }, async ({ withinMs }) => withinMs)).toBe(6000);
  expect(await inTime({ timeoutMs: 5000 }, async ({ withinMs }) => withinMs, countShare)).toBe(2000);
});

test('it has no limit where statements have none', async () => {
  expect(await inTime({ timeoutMs: 0 }, async ({ withinMs }) => withinMs)).toBeUndefined();
});

test('it is null where that is not enough, and any other error stays one', async () => {
  const fail = (error: Error) => inTime({ timeoutMs: 5000 }, () => Promise.reject(error));
  expect(await fail(new PortcullisError('SOURCE_TIMEOUT'))).toBeNull();
  await expect(fail(new PortcullisError('SOURCE_UNAVAILABLE'))).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
});

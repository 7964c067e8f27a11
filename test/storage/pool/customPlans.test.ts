import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDatabase } from '../../../storage/pool/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.close());

it.each([
  [true, 'force_custom_plan'],
  [false, 'auto'],
])('with customPlans %s the server plans as %s', async (customPlans, mode) => {
  const opened = openDatabase(database.ingestUrl, { source: 'cargo', customPlans });
  expect(await opened.exec('show plan_cache_mode')).toEqual([{ plan_cache_mode: mode }]);
  await opened.close();
});

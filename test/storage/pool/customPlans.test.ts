import { expect, it } from '@jest/globals';
import { openDatabase } from '../../../storage/pool/database.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();

it.each([
  [true, 'force_custom_plan'],
  [false, 'auto'],
])('with customPlans %s the server plans as %s', async (customPlans, mode) => {
  const opened = openDatabase(database.ingestUrl, { source: 'cargo', customPlans });
  expect(await opened.exec('show plan_cache_mode')).toEqual([{ plan_cache_mode: mode }]);
  await opened.close();
});

import { expect, it } from '@jest/globals';
import pg from 'pg';
import { withReader } from '../../../storage/inspection/reader.js';
import { readServerState } from '../../../storage/inspection/serverState.js';
import { createTestDatabase } from '../../support/postgres.js';

it('counts the connections of every login, for one that may see none of another', async () => {
  const database = await createTestDatabase();
  const others = Array.from({ length: 5 }, () => new pg.Client({ connectionString: database.adminUrl }));
  for (const other of others) await other.connect();
  const { used } = await withReader(database.limitsUrl, 3000, readServerState);
  for (const other of others) await other.end();
  await database.close();
  expect(used).toBeGreaterThan(5);
});

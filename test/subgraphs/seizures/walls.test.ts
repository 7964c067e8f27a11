import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordsByKey } from '../../../subgraphs/kit/described/records.js';
import { listPage } from '../../../subgraphs/kit/page/connection.js';
import type { SourceSession } from '../../../subgraphs/kit/sourceSession.js';
import { findByCaseReference, seizureListing, statisticListing } from '../../../subgraphs/seizures/repository.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { bareSession, type Say } from '../bareSession.js';
import { insertRows } from './rows.js';
import { insertScene } from './scene.js';

const everything: Say = { visible: true, known: true, full: true };

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['seizures'] });
  await insertScene(database.adminUrl);
  await insertRows(database.adminUrl, 'seizure_statistic', [
    { id: 'statistic_a', period_from: '2020', period_to: '2020', category: 'DRUGS' },
  ]);
});

afterAll(() => database?.close());

async function count(say: Say, read: (session: SourceSession) => Promise<number>): Promise<number> {
  const { session, close } = bareSession(database.url('seizures'), 'seizures', say);
  try {
    return await read(session);
  } finally {
    await close();
  }
}

describe('no row leaves the database without its wall', () => {
  test.each(['id', 'ref'] as const)('by %s', async (key) => {
    const read = async (session: SourceSession) =>
      (await recordsByKey(session, seizureListing, key, ['seizure_a', 'ref_seizure_a'])).size;
    expect(await count(everything, read)).toBe(1);
    expect(await count({ ...everything, visible: false }, read)).toBe(0);
  });

  test.each(['id', 'ref'] as const)('a statistical record by %s', async (key) => {
    const read = async (session: SourceSession) =>
      (await recordsByKey(session, statisticListing, key, ['statistic_a', 'ref_statistic_a'])).size;
    expect(await count(everything, read)).toBe(1);
    expect(await count({ ...everything, visible: false }, read)).toBe(0);
  });

  test('statistical records in a list', async () => {
    const read = async (session: SourceSession) => (await listPage(session, statisticListing, {})).edges.length;
    expect(await count(everything, read)).toBe(1);
    expect(await count({ ...everything, visible: false }, read)).toBe(0);
  });

  test('by case reference', async () => {
    const read = async (session: SourceSession) =>
      (await findByCaseReference(session, 'NLC-2026-00001')) === null ? 0 : 1;
    expect(await count({ ...everything, visible: false }, read)).toBe(1);
    expect(await count({ ...everything, known: false }, read)).toBe(0);
  });
});

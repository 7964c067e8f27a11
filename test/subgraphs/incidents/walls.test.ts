import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { matchProbes } from '../../../subgraphs/incidents/matching/matching.js';
import { findByCaseReference, incidentListing, operationListing } from '../../../subgraphs/incidents/repository.js';
import { recordsByKey } from '../../../subgraphs/kit/described/records.js';
import type { SourceSession } from '../../../subgraphs/kit/types.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { bareSession, type Say } from '../bareSession.js';
import { insertScene } from './scene.js';

const everything: Say = { visible: true, known: true, full: true };
const saltmarsh = 'operation_saltmarsh777777777777777';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['incidents'] });
  await insertScene(database.adminUrl);
});

afterAll(() => database?.close());

async function count(say: Say, read: (session: SourceSession) => Promise<number>): Promise<number> {
  const { session, close } = bareSession(database.url('incidents'), 'incidents', say);
  try {
    return await read(session);
  } finally {
    await close();
  }
}

describe('no row leaves the database without its wall', () => {
  test('incidents and operations by id', async () => {
    const incidents = async (session: SourceSession) =>
      (await recordsByKey(session, incidentListing, 'id', ['incident_a'])).size;
    const operations = async (session: SourceSession) =>
      (await recordsByKey(session, operationListing, 'id', [saltmarsh])).size;
    expect([await count(everything, incidents), await count(everything, operations)]).toEqual([1, 1]);
    const blind = { ...everything, visible: false };
    expect([await count(blind, incidents), await count(blind, operations)]).toEqual([0, 0]);
  });

  test('by case reference', async () => {
    const read = async (session: SourceSession) =>
      (await findByCaseReference(session, 'NLC-2026-00001')) === null ? 0 : 1;
    expect(await count({ ...everything, visible: false }, read)).toBe(1);
    expect(await count({ ...everything, known: false }, read)).toBe(0);
  });

  test('as a candidate of a match', async () => {
    const read = async (session: SourceSession) => (await matchProbes(session, ['probe'])).get('probe')?.length ?? -1;
    expect(await count(everything, read)).toBe(4);
    expect(await count({ ...everything, visible: false }, read)).toBe(0);
    expect(await count({ ...everything, full: false }, read)).toBe(0);
  });
});

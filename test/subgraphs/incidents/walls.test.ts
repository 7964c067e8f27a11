import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findVesselsAlike, matchProbes } from '../../../subgraphs/incidents/matching/matching.js';
import { findByCaseReference, incidentListing, operationListing } from '../../../subgraphs/incidents/repository.js';
import { searchedKinds } from '../../../subgraphs/incidents/searchRepository.js';
import { recordsByKey } from '../../../subgraphs/kit/described/records.js';
import type { SearchedText } from '../../../subgraphs/kit/search/asked.js';
import { findExact } from '../../../subgraphs/kit/search/exact.js';
import { searchedFeeds } from '../../../subgraphs/kit/search/feeds.js';
import { findNear } from '../../../subgraphs/kit/search/near.js';
import type { SearchedKind } from '../../../subgraphs/kit/search/searched.js';
import { findWords } from '../../../subgraphs/kit/search/words.js';
import type { SourceSession } from '../../../subgraphs/kit/sourceSession.js';
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

  test('by words, and in no text that is not FULL on it, neither in SQL nor as judged', async () => {
    const [{ listing, words: texts = [] }] = searchedKinds as readonly [SearchedKind];
    const read = async (session: SourceSession) =>
      (await findWords(session, listing, texts, { valueOf: () => 'lantern', feeds: null }, 10)).found?.length ?? -1;
    expect(await count(everything, read)).toBe(4);
    for (const without of ['visible', 'full', 'judged'])
      expect(await count({ ...everything, [without]: false }, read)).toBe(0);
  });

  test('by a position', async () => {
    const [{ listing, positions }] = searchedKinds as readonly [SearchedKind];
    const text: SearchedText = { valueOf: () => '-4.03000,46.55000', feeds: null };
    const read = async (session: SourceSession) =>
      positions ? ((await findNear(session, listing, positions, text, 10)).found?.length ?? -1) : -2;
    expect(await count(everything, read)).toBeGreaterThan(0);
    for (const without of ['visible', 'full', 'judged'])
      expect(await count({ ...everything, [without]: false }, read)).toBe(0);
  });

  test('as a vessel whose name is searched', async () => {
    const text: SearchedText = { valueOf: () => 'Quartz Heron', feeds: null };
    const read = async (session: SourceSession) => (await findVesselsAlike(session, text, 10)).found?.length ?? -1;
    expect(await count(everything, read)).toBe(4);
    expect(await count({ ...everything, visible: false }, read)).toBe(0);
    expect(await count({ ...everything, full: false }, read)).toBe(0);
  });

  test('as a feed that a search goes through', async () => {
    const read = async (session: SourceSession) =>
      (await searchedFeeds(session, incidentListing, { valueOf: () => null, feeds: null }))?.length ?? -1;
    expect(await count(everything, read)).toBe(1);
    expect(await count({ ...everything, visible: false }, read)).toBe(0);
    expect(await count({ ...everything, full: false }, read)).toBe(0);
  });

  test('by what a search names exactly', async () => {
    const [{ exact }] = searchedKinds as readonly [SearchedKind];
    const text = (form: string, value: string): SearchedText => ({
      valueOf: (each) => (each === form ? value : null),
      feeds: null,
    });
    const found = (form: string, value: string) => async (session: SourceSession) => {
      const taken = exact
        .filter((way) => way.form === form)
        .slice(0, 1)
        .map((way) => ({ way, value }));
      return (await findExact(session, taken, text(form, value), { first: 10, hits: true })).found?.length ?? -1;
    };
    const byCase = found('CASE_REFERENCE', 'NLC-2026-00001');
    expect(await count({ ...everything, visible: false }, byCase)).toBe(1);
    expect(await count({ ...everything, known: false }, byCase)).toBe(0);
    const byShip = found('IMO', '9999993');
    expect(await count(everything, byShip)).toBeGreaterThan(0);
    for (const without of ['visible', 'full', 'judged'])
      expect(await count({ ...everything, [without]: false }, byShip)).toBe(0);
  });
});

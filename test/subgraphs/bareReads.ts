import { findVesselsAlike, matchProbes } from '../../subgraphs/incidents/matching/matching.js';
import {
  findByCaseReference as findIncident,
  incidentListing,
  operationListing,
} from '../../subgraphs/incidents/repository.js';
import { searchedKinds } from '../../subgraphs/incidents/searchRepository.js';
import { recordsByKey } from '../../subgraphs/kit/described/records.js';
import { listPage } from '../../subgraphs/kit/page/connection.js';
import type { SearchedText } from '../../subgraphs/kit/search/asked.js';
import { findExact } from '../../subgraphs/kit/search/exact.js';
import { searchedFeeds } from '../../subgraphs/kit/search/feeds.js';
import { findNear } from '../../subgraphs/kit/search/near.js';
import type { SearchedKind } from '../../subgraphs/kit/search/searched.js';
import { findWords } from '../../subgraphs/kit/search/words.js';
import type { SourceSession } from '../../subgraphs/kit/sourceSession.js';
import {
  findByCaseReference as findSeizure,
  seizureListing,
  statisticListing,
} from '../../subgraphs/seizures/repository.js';
import type { Say } from './bareSession.js';

/** The whole wall lets every row through. */
export const everything: Say = { visible: true, known: true, full: true };
const searched = (value: string, form?: string): SearchedText => ({
  valueOf: (each) => (form === undefined || each === form ? value : null),
  feeds: null,
  programmes: null,
});
const [searchedIncidents] = searchedKinds as readonly [SearchedKind];
const lengthOf = ({ found }: { readonly found: readonly object[] | null }) => found?.length ?? -1;
const oneOf = (node: object | null) => (node === null ? 0 : 1);

function exactly(form: string, value: string) {
  const search = searchedIncidents.exact.find((each) => each.form === form);
  return async (session: SourceSession) =>
    lengthOf(
      await findExact(session, search ? [{ search, value }] : [], searched(value, form), { first: 10, hits: true }),
    );
}

type Read = (session: SourceSession) => Promise<number>;

/** Reads: how many rows the whole wall lets through; without one part that they need none leaves. */
type Reads = readonly (readonly [what: string, rows: number, parts: readonly (keyof Say)[], Read])[];

const byKey = (what: string, listing: typeof incidentListing, ...keys: readonly string[]): Reads =>
  (['id', 'ref'] as const).map((key) => [
    `a ${what} by ${key}`,
    1,
    ['visible'],
    async (session) => (await recordsByKey(session, listing, key, keys)).size,
  ]);

/** Reads of each source's scene, by the field of one record. */
export const bareReads: Readonly<Record<string, Reads>> = {
  incident: [
    ...byKey('incident', incidentListing, 'incident_a', 'ref_incident_a'),
    ...byKey('joint operation', operationListing, 'operation_saltmarsh777777777777777', 'ref_saltmarsh'),
    [
      'a record by case reference',
      1,
      ['known'],
      async (session) => oneOf(await findIncident(session, 'NLC-2026-00001')),
    ],
    [
      'a candidate of a match',
      4,
      ['visible', 'full'],
      async (session) => (await matchProbes(session, ['probe'])).get('probe')?.length ?? -1,
    ],
    [
      'a record by words, and in no text that is not FULL on it',
      4,
      ['visible', 'full', 'judged'],
      async (session) =>
        lengthOf(await findWords(session, incidentListing, searchedIncidents.words ?? [], searched('lantern'), 10)),
    ],
    [
      'a record by a position',
      1,
      ['visible', 'full', 'judged'],
      async (session) => {
        const { positions } = searchedIncidents;
        if (!positions) throw new Error('incidents have no positions');
        return lengthOf(await findNear(session, incidentListing, positions, searched('-4.03000,46.55000'), 10));
      },
    ],
    [
      'a vessel whose name is searched',
      4,
      ['visible', 'full'],
      async (session) => lengthOf(await findVesselsAlike(session, searched('Quartz Heron'), 10)),
    ],
    [
      'a feed that a search goes through',
      1,
      ['visible', 'full'],
      async (session) => (await searchedFeeds(session, incidentListing, searched('', 'none')))?.length ?? -1,
    ],
    ['what a search names exactly by case', 1, ['known'], exactly('CASE_REFERENCE', 'NLC-2026-00001')],
    ['what a search names exactly by ship', 4, ['visible', 'full', 'judged'], exactly('IMO', '9999993')],
  ],
  seizure: [
    ...byKey('seizure', seizureListing, 'seizure_a', 'ref_seizure_a'),
    ...byKey('statistical record', statisticListing, 'statistic_a', 'ref_statistic_a'),
    [
      'statistical records in a list',
      1,
      ['visible'],
      async (session) => (await listPage(session, statisticListing, {})).edges.length,
    ],
    [
      'a record by case reference',
      1,
      ['known'],
      async (session) => oneOf(await findSeizure(session, 'NLC-2026-00001')),
    ],
  ],
};

import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { envelopeKeyOf, insertEnvelopes, keyedColumns } from '../../../../storage/envelopeKey.js';
import { compileStatement, openDatabase } from '../../../../storage/pool/database.js';
import { LongSlot, valuesOf } from '../../../../storage/slot.js';
import type { SourceDatabase } from '../../../../storage/types.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';
import { keys, requestOf } from '../../cargo/requests.js';
import { namedIn } from './bruteForce.js';

const policy = loadPolicy();
const consignments = 20_000;
const uncounted = { number: null, atLeast: 0 };
const database = await ownTestDatabase({ sources: ['cargo'] });
const owner = database.ending(openDatabase(database.adminUrl, { source: 'cargo' }));

beforeAll(async () => {
  await owner.exec(
    `insert into cargo.consignment (id, ref, originator, source, source_ref, content_hash, classification, holds,
       country_of_destination, place_of_unloading, estimated_arrival)
     select 'consignment_' || n, 'ref_' || n, 'NL-CUSTOMS', 'demo-cargo', n, n, n % 5, '{cargo.movement,cargo.goods}',
       (array['NL', 'BE', 'DE'])[1 + n % 3], 'XB' || n % 50, timestamptz '2026-01-01Z' + n * interval '1 hour'
     from generate_series(1, ${consignments}) n`,
  );
  const key = envelopeKeyOf('cargo');
  await owner.exec(
    `${insertEnvelopes('cargo')} select distinct ${key}, ${keyedColumns.join(', ')} from cargo.consignment`,
  );
  await owner.exec(`update cargo.consignment set envelope_key = ${key}`);
  await owner.exec('vacuum full analyze cargo.consignment');
  await owner.exec('vacuum cargo.consignment');
});

test.each([
  ['everything', null, 'consignment_envelope_key'],
  ['a port', { placeOfUnloading: { eq: 'XB7' } }, 'consignment_counted'],
  ['a country', { countryOfDestination: { eq: 'NL' } }, 'consignment_counted'],
  ['a span of days', { estimatedArrival: { gte: '2026-03-01T00:00:00Z' } }, 'consignment_counted'],
] as const)(
  'a count of %s reads an index, and no record beside those that it may name',
  async (_what, filter, index) => {
    const plans: string[] = [];
    const { errors } = await ask(explaining(plans), filter, 'totalCount { number }');
    expect(errors).toBeUndefined();
    expect(plans).toHaveLength(1);
    expect(plans[0]).toContain(`Index Only Scan using ${index} on consignment r_1`);
  },
);

test('a facet reads an index, and that once', async () => {
  const plans: string[] = [];
  const facets =
    'facets(by: PLACE_OF_UNLOADING, first: 3) { buckets { count { number } } none { number } notShown { number } }';
  const { errors } = await ask(explaining(plans), { countryOfDestination: { eq: 'NL' } }, facets);
  expect(errors).toBeUndefined();
  expect(plans).toHaveLength(1);
  expect(plans[0]?.match(/Index .*Scan using \w+ on consignment/g)).toEqual([
    'Index Only Scan using consignment_counted on consignment',
  ]);
});

test('lists of keys are sent once for each category, however often a statement names them', async () => {
  const sent: number[] = [];
  const watched: SourceDatabase = {
    ...owner,
    rows: (statement, options) => {
      const lists = compileStatement(statement).parameters.filter((parameter) => parameter instanceof LongSlot);
      if (lists.length > 0) sent.push(lists.length);
      return owner.rows(statement, options);
    },
  };
  await ask(
    watched,
    { and: [{ countryOfDestination: { eq: 'NL' } }, { transportMode: { in: ['SEA'] } }] },
    'totalCount { number }',
  );
  expect(sent).toEqual([2]);
});

describe('what takes too long', () => {
  const few = { placeOfUnloading: { eq: 'XB7' } };

  test('is counted to ten thousand, and says that there are so many', async () => {
    const { data } = await ask(await locked({ isReleased: true }), null, 'totalCount { number atLeast }');
    expect(data).toEqual({ consignments: { totalCount: { number: null, atLeast: 10_000 } } });
  });

  test('is counted whole where there are fewer', async () => {
    const asked = 'totalCount { number atLeast }';
    const { data } = await ask(await locked({ isReleased: true }), few, asked);
    expect(data).toEqual((await ask(owner, few, asked)).data);
    expect(data).toMatchObject({ consignments: { totalCount: { number: expect.any(Number) } } });
  });

  test.each([
    ['a count', null, 'counted: totalCount { number atLeast }', uncounted],
    [
      'a count by data of persons',
      { partyName: { eq: 'Exemplar' } },
      'counted: totalCount { number atLeast }',
      uncounted,
    ],
    [
      'a facet',
      few,
      'counted: facets(by: TRANSPORT_MODE) { buckets { value } more none { number atLeast } notShown { number atLeast } }',
      { buckets: [], more: true, none: uncounted, notShown: uncounted },
    ],
    [
      'a histogram',
      null,
      'counted: histogram(by: ESTIMATED_ARRIVAL, interval: YEAR) { buckets { begins } more none { number atLeast } }',
      { buckets: [], more: true, none: uncounted },
    ],
    [
      'a sum',
      null,
      'counted: sum(of: GROSS_MASS_KG) { parts { sum } more notShown { number atLeast } }',
      { parts: [], more: true, notShown: uncounted },
    ],
  ] as const)(
    'is %s that says so, where nothing was counted in time; it is no error, and names nothing',
    async (_what, filter, asked, counted) => {
      const answer = await ask(await locked({ isReleased: false }), filter, asked);
      await release();
      expect(answer.errors).toBeUndefined();
      expect(answer.data).toEqual({ consignments: { counted } });
      expect(namedIn(answer)).toEqual([]);
    },
  );

  test('is said for each parent, where parents have too much', async () => {
    const parents = ['MSCU0000007', 'MSCU0000012'].map((containerId) => ({ __typename: 'Container', containerId }));
    const source = createSubgraph(cargo, { policy, database: await locked({ isReleased: false }), keys });
    const { data, errors } = await source.execute({
      query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Container {
        consignments { totalCount { number atLeast } facets(by: TRANSPORT_MODE) { buckets { value } more } } } } }`,
      variables: { of: parents } as never,
      session: requestOf(policy, 'NL-CUSTOMS'),
    });
    await release();
    expect(errors).toBeUndefined();
    const consignments = { totalCount: uncounted, facets: { buckets: [], more: true } };
    expect(data).toEqual({ _entities: [{ consignments }, { consignments }] });
  });
});

function ask(database: SourceDatabase, filter: object | null, asked: string) {
  return createSubgraph(cargo, { policy, database, keys }).execute({
    query: `query ($filter: ConsignmentFilter) { consignments(filter: $filter) { ${asked} } }`,
    variables: { filter } as never,
    session: requestOf(policy, 'NL-CUSTOMS'),
  });
}

let release: () => Promise<void> = async () => undefined;

/** A database that waits for the table of consignments; released when the first statement was given up. */
async function locked({ isReleased }: { readonly isReleased: boolean }): Promise<SourceDatabase> {
  const holder = new pg.Client(database.adminUrl);
  await holder.connect();
  await holder.query('begin; lock table cargo.consignment in access exclusive mode');
  release = () => holder.end();
  const waiting = database.ending(
    openDatabase(database.adminUrl, { source: 'cargo', timeoutMs: isReleased ? 8_000 : 1_500 }),
  );
  return {
    ...waiting,
    rows: async (statement, options) => {
      try {
        return await waiting.rows(statement, options);
      } catch (error) {
        if (isReleased) await release();
        throw error;
      }
    },
  };
}

/** The database, with the plans of statements that count. */
function explaining(plans: string[]): SourceDatabase {
  return {
    ...owner,
    rows: async (statement, options) => {
      const { sql, parameters } = compileStatement(statement);
      if (/counted_number|group by parent/.test(sql)) {
        const lines = await owner.exec<Record<string, string>>(
          `explain ${sql}`,
          valuesOf({ sql, parameters }, options?.values ?? {}),
        );
        plans.push(lines.map((line) => Object.values(line)[0]).join('\n'));
      }
      return await owner.rows(statement, options);
    },
  };
}

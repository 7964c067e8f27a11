import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { envelopeKeyOf, insertEnvelopes, keyedColumns } from '../../../../storage/envelopeKey.js';
import { compileStatement, openDatabase } from '../../../../storage/pool/database.js';
import { valuesOf } from '../../../../storage/slot.js';
import type { SourceDatabase, WritableDatabase } from '../../../../storage/types.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { createTestDatabase, type TestDatabase } from '../../../support/postgres.js';
import { keys, requestOf } from '../../cargo/requests.js';

const policy = loadPolicy();
const consignments = 20_000;
let database: TestDatabase;
let owner: WritableDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['cargo'] });
  owner = openDatabase(database.adminUrl, { source: 'cargo' });
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
afterAll(async () => {
  await owner?.close();
  await database?.close();
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
    const source = createSubgraph(cargo, { policy, database: explaining(plans), keys });
    const answer = await source.execute({
      query: 'query ($filter: ConsignmentFilter) { consignments(filter: $filter) { totalCount { number } } }',
      variables: { filter } as never,
      session: requestOf(policy, 'NL-CUSTOMS'),
    });
    expect(answer.errors).toBeUndefined();
    expect(plans).toHaveLength(1);
    expect(plans[0]).toContain(`Index Only Scan using ${index} on consignment r_1`);
  },
);

/** The database, with the plans of statements that count. */
function explaining(plans: string[]): SourceDatabase {
  return {
    ...owner,
    rows: async (statement, options) => {
      const { sql, parameters } = compileStatement(statement);
      if (sql.includes('counted_number')) {
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

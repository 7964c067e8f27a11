import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { openDatabase } from '../../../../storage/pool/database.js';
import type { WritableDatabase } from '../../../../storage/types.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { createSubgraph, type Subgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';
import { dataOf, insertConsignment, keys, requestOf } from '../../cargo/requests.js';

const policy = loadPolicy();
const session = requestOf(policy, 'NL-CUSTOMS');
const database = await ownTestDatabase({ sources: ['cargo'] });
let reader: WritableDatabase;
let subgraph: Subgraph;

beforeAll(async () => {
  const writer = openDatabase(database.adminUrl, { source: 'cargo' });
  await insertConsignment(writer, 'original', { estimated_arrival: '2026-11-20T10:00:00Z' });
  const columns = await writer.exec<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = 'cargo' and table_name = 'consignment' and is_generated = 'NEVER'`,
  );
  const names = columns.map(({ name }) => name);
  const made: Readonly<Record<string, string>> = {
    id: `id || n`,
    ref: `ref || n`,
    source_ref: `source_ref || n`,
    estimated_arrival: `estimated_arrival - n * interval '1 hour'`,
    // A local reference that tells consignments apart, but for those of whom nobody knew it.
    lrn: `case when n % 5 = 0 then 'UNKNOWN' else 'L' || n end`,
  };
  await writer.exec(
    `insert into cargo.consignment (${names.join(', ')})
      select ${names.map((name) => made[name] ?? name).join(', ')} from cargo.consignment, generate_series(1, 4000) n`,
  );
  await writer.exec('analyze cargo.consignment');
  await writer.close();
});
beforeEach(() => {
  reader = database.ending(openDatabase(database.url('cargo'), { source: 'cargo', max: 1 }));
  subgraph = createSubgraph(cargo, { policy, database: reader, keys });
});

async function ask(query: string, variables: object = {}) {
  const answer = await subgraph.execute({ query, variables: variables as never, session });
  expect(answer.errors).toBeUndefined();
  return dataOf(answer);
}

/** How many runs of each statement had a plan for any values, the most first. */
async function runsOfKeptPlans(): Promise<readonly number[]> {
  const rows = await reader.exec<{ runs: number }>(
    `select generic_plans::int as runs from pg_prepared_statements where statement not like '%pg_prepared%' order by 1 desc`,
  );
  return rows.map(({ runs }) => runs);
}

const list = (lrn: string) =>
  ask('query ($filter: ConsignmentFilter) { consignments(first: 5, filter: $filter) { edges { node { lrn } } } }', {
    filter: { lrn: { eq: lrn } },
  });

test.each([
  [
    'a record by its id',
    (n: number) => ask(`query ($id: ID) { consignment(id: $id) { mrn } }`, { id: `consignment_original${n}` }),
  ],
  [
    'the lists of a record',
    (n: number) =>
      ask('query ($id: ID) { consignment(id: $id) { goodsItems { edges { node { hs6 } } } } }', {
        id: `consignment_original${n}`,
      }),
  ],
  [
    'its parties',
    (n: number) =>
      ask('query ($id: ID) { consignment(id: $id) { parties { role } } }', { id: `consignment_original${n}` }),
  ],
  ['a list without a filter', () => ask('{ consignments(first: 5) { edges { node { mrn } } } }')],
  ['a list by a datum that few rows have', (n: number) => list(`L${5 * n + 1}`)],
])('%s is planned once for all values', async (_what, run) => {
  for (let n = 1; n <= 12; n += 1) await run(n);
  for (const runs of await runsOfKeptPlans()) expect(runs).toBeGreaterThan(4);
  expect(await runsOfKeptPlans()).not.toHaveLength(0);
});

test('a list by a datum that many rows have is planned for it, though a plan for few was kept: that one read all of them', async () => {
  for (let n = 1; n <= 12; n += 1) await list(`L${5 * n + 1}`);
  const [kept] = await runsOfKeptPlans();
  for (let n = 1; n <= 20; n += 1) expect((await list('UNKNOWN')).consignments).toMatchObject({ edges: { length: 5 } });
  // That of the second run, which a full page does not need, is kept.
  expect(await runsOfKeptPlans()).toEqual([kept, 0]);
});

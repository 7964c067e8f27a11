import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../../policy/decide.js';
import { type RequestFacts, rank } from '../../../../policy/types.js';
import { sql } from '../../../../storage/kysely.js';
import { consignmentListing } from '../../../../subgraphs/cargo/repository.js';
import type { Subgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { listPage, listPagesByParent } from '../../../../subgraphs/kit/page/connection.js';
import type { EnvelopeRow } from '../../../../subgraphs/kit/rows.js';
import type { SourceSession } from '../../../../subgraphs/kit/sourceSession.js';
import { anyEnvelope, anyFacts } from '../../../policy/arbitraries.js';
import { columnsOf } from '../../../policy/rows/columnsOf.js';
import { openCargo } from '../../cargo/openCargo.js';
import { dataOf, requestOf } from '../../cargo/requests.js';

const { policy, writer, reader, subgraph } = await openCargo();
const categories = ['cargo.movement', 'cargo.goods', 'cargo.parties', 'cargo.risk'];
const vessel = '9074729';

/** What a list can be sorted by. Few values, so that many rows share one; instants to the microsecond. */
const sorts = {
  MRN: { column: 'mrn', category: 'cargo.movement' },
  ESTIMATED_ARRIVAL: { column: 'estimated_arrival', category: 'cargo.movement' },
  GROSS_MASS_KG: { column: 'gross_mass_kg', category: 'cargo.goods' },
  RISK_SCORE: { column: 'risk_score', category: 'cargo.risk' },
} as const;
type SortField = keyof typeof sorts;

const often = (values: readonly (string | number)[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.constant(null) });

const anyRow = fc.record({
  envelope: fc.oneof(
    anyEnvelope(policy),
    // Why: of envelopes at random, too few can be seen at all.
    anyEnvelope(policy).map((envelope) => ({
      ...envelope,
      classification: 'PUBLIC' as const,
      handlingCodes: [],
      purposeLimits: [],
      releasableTo: [],
      expiresAt: null,
    })),
  ),
  holds: fc.subarray(categories, { minLength: 1 }),
  mrn: often(['MRN-A', 'MRN-B', 'MRN-C']),
  estimated_arrival: often(['000001', '000002', '000010'].map((micros) => `2026-11-20T10:00:00.${micros}Z`)),
  gross_mass_kg: often([0.1, 9, 10, 1e21]),
  risk_score: often([0, 0.25, 1]),
});
type Row = typeof anyRow extends fc.Arbitrary<infer Each> ? Each & { readonly id: string } : never;

const anyList = fc.record({
  facts: fc.oneof(
    anyFacts(policy),
    // Why: most viewers at random see next to nothing of a source; these see much, in full or in part.
    fc.constantFrom(
      ...['BE-CUSTOMS', 'NL-CUSTOMS', 'EU-ANALYSIS', 'DE-POLICE'].map((id) => requestOf(policy, id).facts),
    ),
  ),
  field: fc.constantFrom(...(Object.keys(sorts) as SortField[])),
  direction: fc.constantFrom('ASC', 'DESC'),
  first: fc.integer({ min: 1, max: 12 }),
});

test('pages, one after the other, are the whole list sorted in memory, under a parent too', async () => {
  let sorted = 0;
  let unsorted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { minLength: 12, maxLength: 40, size: 'max' }).map((rows) =>
        // Why so: the order of the ids is neither that of the rows nor one that a collation knows better.
        rows.map((row, index): Row => ({ ...row, id: `c${String((index * 37) % 41).padStart(2, '0')}` })),
      ),
      fc.array(anyList, { minLength: 1, maxLength: 6 }),
      async (rows, lists) => {
        await load(rows);
        for (const { facts, field, direction, first } of lists) {
          const sort = { field, direction };
          const expected = inMemory(rows, facts, sort);
          sorted += expected.filter(({ key }) => key !== null).length;
          unsorted += expected.filter(({ key }) => key === null).length;
          expect(await walk(facts, rootQuery, { sort, first })).toEqual(expected.map(({ row }) => row.id));
          const below = expected.filter(({ row }) => effect(row, facts, 'cargo.movement') === rank.FULL);
          expect(await walk(facts, edgeQuery, { first })).toEqual(
            inMemory(
              below.map(({ row }) => row),
              facts,
              { field: 'ESTIMATED_ARRIVAL', direction: 'DESC' },
            ).map(({ row }) => row.id),
          );
        }
      },
    ),
    { numRuns: 40 },
  );
  // Why: where nothing is seen, every order is right.
  expect(sorted).toBeGreaterThan(100);
  expect(unsorted).toBeGreaterThan(100);
});

test('a sort key that is not FULL on a row orders it under a parent no more than in a list', async () => {
  const pages = fc.sample(anyRow, { numRuns: 4, seed: 1 }).map((row, index) => ({ ...row, id: `c${index}` }));
  await load(pages);
  await writer.exec(`update cargo.consignment set gross_mass_kg = 10 * substr(id, 2)::int, minor = id in ('c1', 'c3')`);
  const { facts } = requestOf(policy, 'BE-CUSTOMS');
  // A row wall that lets all rows through, the keys of two of them not in full; a projection that lets all through.
  const session = {
    policy,
    facts,
    db: reader,
    needs: () => new Map(),
    kept: (_owner: object, _form: string, make: () => unknown) => make(),
    wall: () => ({ visible: sql`true`, known: sql`true`, full: () => sql`not r.minor` }),
    project: (_type: string, { id }: EnvelopeRow, object: object) => ({ ...object, id }),
    category: () => 'cargo.goods',
    cursors: { seal: () => 'cursor', open: () => ({ sortKey: '20', key: 'c2' }) },
  } as unknown as SourceSession;
  const orders = {
    ASC: { first: ['c0', 'c2', 'c1', 'c3'], next: ['c1', 'c3'] },
    DESC: { first: ['c2', 'c0', 'c1', 'c3'], next: ['c0', 'c1', 'c3'] },
  };
  for (const direction of ['ASC', 'DESC'] as const) {
    for (const [part, after] of [
      ['first', null],
      ['next', 'cursor'],
    ] as const) {
      const args = { after, sort: { field: 'GROSS_MASS_KG', direction } };
      const ofVessel = { listing: consignmentListing, parent: sql<string>`r.vessel_imo` };
      const under = await listPagesByParent(session, ofVessel, { keys: [vessel], args });
      const alone = await listPage(session, consignmentListing, args);
      for (const page of [under.get(vessel), alone])
        expect(page?.edges.map(({ node }) => node.id)).toEqual(orders[direction][part]);
    }
  }
});

const selection = 'edges { cursor node { id } } pageInfo { hasNextPage endCursor }';
const rootQuery = `query ($first: Int, $after: String, $sort: ConsignmentSort) {
  list: consignments(first: $first, after: $after, sort: $sort) { ${selection} } }`;
const edgeQuery = `query ($first: Int, $after: String) { entities: _entities(representations: [
  { __typename: "Vessel", imo: "${vessel}" }]) { ... on Vessel {
  list: consignments(first: $first, after: $after) { ${selection} } } } }`;

interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Ids of all pages. Every page but the last is full, and none is empty but the only one. */
async function walk(
  facts: RequestFacts,
  query: string,
  variables: { readonly first: number; readonly sort?: object },
): Promise<string[]> {
  const session = { facts, requestId: 'request-1', policyVersion: policy.version, intent: 'READ', audience: 'cargo' };
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const answer = await subgraph.execute({
      query,
      variables: { ...variables, after },
      session: session as Parameters<Subgraph['execute']>[0]['session'],
    });
    if (answer.errors) throw answer.errors[0];
    const data = dataOf(answer) as unknown as { list?: Connection; entities?: [{ list: Connection | null }] };
    const list: Connection | null | undefined = data.list ?? data.entities?.[0].list;
    // An edge that is nothing to this viewer.
    if (!list) return ids;
    ids.push(...list.edges.map(({ node }) => node.id));
    if (!list.pageInfo.hasNextPage) return ids;
    expect(list.edges).toHaveLength(variables.first);
    // Why: a cursor that does not move on must fail the test, not hang it.
    expect(ids.length).toBeLessThan(100);
    after = list.pageInfo.endCursor;
  }
}

/** The order as it is specified: visible rows, by the key where it is FULL on the row, rows without one last; then id. */
function inMemory(
  rows: readonly Row[],
  facts: RequestFacts,
  sort: { readonly field: SortField; readonly direction: string },
) {
  const { column, category } = sorts[sort.field];
  const sign = sort.direction === 'ASC' ? 1 : -1;
  return rows
    .filter((row) => row.holds.some((held) => effect(row, facts, held) >= rank.MASKED))
    .map((row) => ({ row, key: effect(row, facts, category) === rank.FULL ? row[column] : null }))
    .sort((left, right) => {
      if (left.key !== right.key) {
        if (left.key === null) return 1;
        if (right.key === null) return -1;
        return (left.key < right.key ? -1 : 1) * sign;
      }
      return left.row.id < right.row.id ? -1 : 1;
    });
}

function effect(row: Row, facts: RequestFacts, category: string): number {
  return rank[decide(policy, facts, category, row.envelope).effect];
}

async function load(rows: readonly Row[]): Promise<void> {
  const records = rows.map(({ envelope, ...row }) => ({
    ...{ ...row, ...columnsOf(envelope), source: envelope.source },
    ...{ ref: `ref-${row.id}`, source_ref: row.id, content_hash: row.id, vessel_imo: vessel },
  }));
  const names = Object.keys(records[0] ?? {}).join(', ');
  await writer.exec('delete from cargo.consignment');
  await writer.exec(
    `insert into cargo.consignment (${names}) select ${names} from jsonb_populate_recordset(null::cargo.consignment, $1)`,
    [JSON.stringify(records)],
  );
}

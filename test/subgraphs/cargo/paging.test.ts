import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SourceRequest } from '../../../subgraphs/kit/request.js';
import { openCargo } from './openCargo.js';
import { dataOf, insert, insertConsignment, requestOf } from './requests.js';

const { policy, writer, subgraph } = await openCargo();
const customs = requestOf(policy, 'BE-CUSTOMS');

/** 100 visible consignments in one container each of two, every 5th without an arrival, every 7th not in full. */
beforeAll(async () => {
  for (let number = 0; number < 100; number += 1) {
    const key = String(number).padStart(3, '0');
    const arrival =
      number % 5 === 0 ? null : `2026-11-${String(1 + (number % 20)).padStart(2, '0')}T00:00:00.00000${number % 3}Z`;
    const id = await insertConsignment(writer, key, {
      mrn: `MRN-${key}`,
      estimated_arrival: arrival,
      gross_mass_kg: number,
      ...(number % 7 === 0 ? { minor: true } : {}),
      ...(number % 10 === 9 ? { classification: 4 } : {}),
    });
    const container_id = number % 2 === 0 ? 'CSQU3054383' : 'CSQU3054384';
    await insert(writer, 'cargo.transport_equipment', { id: `e${key}`, consignment_id: id, sequence: 1, container_id });
    await insert(writer, 'cargo.goods_item', { id: `g${key}`, consignment_id: id, sequence: 1, hs6: '080390' });
    const party = {
      consignment_id: id,
      sequence: 1,
      name: `Fictitious ${key}`,
      person_ref: `person-${number % 4}`,
      eori: `NL00000000${number % 4}`,
      subject_category: 'OTHER',
      subject_known: true,
    };
    await insert(writer, 'cargo.trade_party', { id: `p${key}`, role: 'CONSIGNOR', ...party });
    await insert(writer, 'cargo.house_consignment', { id: `h${key}`, consignment_id: id, sequence: 1 });
    if (number !== 1) continue;
    const protectedParty = { ...party, name: 'Fictitious Witness', eori: 'NL999999999', person_ref: 'person-witness' };
    await insert(writer, 'cargo.trade_party', {
      ...protectedParty,
      id: 'pwitness',
      sequence: 2,
      role: 'DECLARANT',
      subject_category: 'WITNESS',
    });
  }
});

interface Connection {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly estimatedArrival: string | null };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const query = `query ($first: Int, $after: String, $filter: ConsignmentFilter, $sort: ConsignmentSort) {
  consignments(first: $first, after: $after, filter: $filter, sort: $sort) {
    edges { cursor node { id estimatedArrival } } pageInfo { hasNextPage endCursor } } }`;

async function page(variables: Record<string, unknown>, session: SourceRequest = customs): Promise<Connection> {
  const answer = await subgraph.execute({ query, variables, session });
  if (answer.errors) throw answer.errors[0];
  return dataOf(answer).consignments as unknown as Connection;
}

async function allPages(variables: Record<string, unknown>): Promise<Connection['edges'][number]['node'][]> {
  const nodes = [];
  for (let after: string | null = null; ; ) {
    const { edges, pageInfo } = await page({ ...variables, after });
    nodes.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return nodes;
    after = pageInfo.endCursor;
  }
}

describe('a list', () => {
  test.each(['ASC', 'DESC'])(
    'pages through every visible row once, in order, without a value last (%s)',
    async (direction) => {
      const nodes = await allPages({ first: 7, sort: { field: 'ESTIMATED_ARRIVAL', direction } });
      const whole = (await page({ first: 100, sort: { field: 'ESTIMATED_ARRIVAL', direction } })).edges.map(
        ({ node }) => node,
      );
      expect(nodes).toEqual(whole);
      expect(new Set(nodes.map(({ id }) => id)).size).toBe(90);
      const arrivals = nodes.map(({ estimatedArrival }) => estimatedArrival);
      const firstNull = arrivals.indexOf(null);
      expect(arrivals.slice(firstNull).every((arrival) => arrival === null)).toBe(true);
      const instants = arrivals.slice(0, firstNull).map((arrival) => Date.parse(arrival ?? ''));
      expect(instants).toEqual(
        [...instants].sort((left, right) => (direction === 'ASC' ? left - right : right - left)),
      );
    },
  );

  test('counts neither in its rows nor in hasNextPage what this viewer may not see', async () => {
    const { edges, pageInfo } = await page({ first: 90 });
    expect(edges).toHaveLength(90);
    expect(pageInfo.hasNextPage).toBe(false);
    expect((await page({ first: 100, filter: { mrn: { eq: 'MRN-009' } } })).edges).toEqual([]);
  });

  test('sorts a row whose key is not shown in full as if it had none', async () => {
    await insertConsignment(writer, 'lent', {
      originator: 'NL-CUSTOMS',
      joint_operation: null,
      gross_mass_kg: 5000,
      holds: ['cargo.movement'],
      mrn: 'MRN-LENT',
    });
    const europol = requestOf(policy, 'EU-ANALYSIS');
    await insertConsignment(writer, 'own', { originator: 'EU-ANALYSIS', gross_mass_kg: 1, mrn: 'MRN-OWN' });
    const { edges } = await page({ first: 2, sort: { field: 'GROSS_MASS_KG', direction: 'DESC' } }, europol);
    expect(edges[0]?.node.id).toBe('consignment_own');
    const filtered = await page({ first: 100, filter: { grossMassKg: { gte: 0 } } }, europol);
    expect(filtered.edges.map(({ node }) => node.id)).toEqual(['consignment_own']);
    await writer.exec(`delete from cargo.consignment where id in ('consignment_lent', 'consignment_own')`);
  });

  test.each([
    [{ filter: { mrn: { eq: ' mrn-001' } } }, ['consignment_001']],
    [
      { filter: { containerId: { eq: 'csqu 305438-3' }, grossMassKg: { lte: 2 } } },
      ['consignment_002', 'consignment_000'],
    ],
    [{ filter: { partyName: { startsWith: 'FICTITIOUS 01' }, grossMassKg: { gte: 18 } } }, ['consignment_018']],
    // A witness is a party of the second: found by neither name nor number, nor ruled out by them.
    [{ filter: { partyName: { eq: 'Fictitious Witness' } } }, []],
    [{ filter: { partyEori: { eq: 'NL999999999' } } }, []],
    [{ filter: { not: { partyName: { eq: 'Fictitious Witness' } }, mrn: { eq: 'MRN-001' } } }, ['consignment_001']],
    [{ filter: { not: { hs6: { startsWith: '08' } } } }, []],
    [{ filter: { or: [{ mrn: { eq: 'MRN-001' } }, { riskScore: { gte: 0 } }] } }, ['consignment_001']],
    [{ filter: { and: [{ transportMode: { isNull: true } }, { mrn: { in: ['MRN-002'] } }] } }, ['consignment_002']],
  ])('filters by %j', async (variables, ids) => {
    expect((await page(variables)).edges.map(({ node }) => node.id)).toEqual(ids);
  });

  test('refuses a page of none or of more than 100, and a cursor of another viewer or question', async () => {
    for (const first of [0, 101, -1])
      await expect(page({ first })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    const after = (await page({ first: 1 })).pageInfo.endCursor;
    const invalid = { extensions: { code: 'CURSOR_INVALID' } };
    await expect(page({ after, filter: { mrn: { isNull: false } } })).rejects.toMatchObject(invalid);
    await expect(page({ after, sort: { field: 'MRN', direction: 'ASC' } })).rejects.toMatchObject(invalid);
    await expect(page({ after }, requestOf(policy, 'NL-CUSTOMS'))).rejects.toMatchObject(invalid);
    await expect(
      page({ after }, requestOf(policy, 'BE-CUSTOMS', { at: '2026-11-26T10:00:01.000Z' })),
    ).rejects.toMatchObject(invalid);
    await expect(page({ after: 'forged' })).rejects.toMatchObject(invalid);
  });
});

describe('statements', () => {
  const whole = `consignor { name person { ref } } goodsItems(first: 3) { edges { node { hs6 } } } parties { name }
    transportEquipment { edges { node { container { containerId consignments(first: 2) { edges { node { id mrn } } } } } } }
    houseConsignments { edges { node { sequence consignor { name } } } }`;

  test('are as many for 69 consignments as for one, and one more past the last sort key', async () => {
    const count = async (first: number) => {
      const answer = await subgraph.execute({
        query: `{ consignments(first: ${first}) { edges { node { id ${whole} } } } }`,
        session: customs,
      });
      expect(answer.errors).toBeUndefined();
      return answer.extensions?.manifest.statements;
    };
    // The list, goods items, equipment, houses, parties, and the consignments of the containers.
    expect(await count(1)).toBe(6);
    expect(await count(69)).toBe(6);
    // 70 of the 90 have a sort key: what else the page has room for is read by a second statement.
    expect(await count(70)).toBe(7);
    expect(await count(100)).toBe(7);
  });

  test('are one for an edge of many parents, and the page of each is the page that it has alone', async () => {
    const representations = [0, 1, 2, 3, 4].map((number) => ({ __typename: 'Person', visibleRef: `person-${number}` }));
    const edge = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { consignments(first: 4) {
      edges { node { statedName consignment { id } } } pageInfo { hasNextPage } } } } }`;
    const together = await subgraph.execute({ query: edge, variables: { r: representations }, session: customs });
    expect(together.extensions?.manifest.statements).toBe(1);
    const alone = [];
    for (const representation of representations) {
      const answer = await subgraph.execute({ query: edge, variables: { r: [representation] }, session: customs });
      alone.push(...(dataOf(answer)._entities as unknown as unknown[]));
    }
    expect(dataOf(together)._entities).toEqual(alone);
  });

  test('of aliases with other arguments are one each', async () => {
    const answer = await subgraph.execute({
      query:
        '{ a: container(id: "CSQU3054383") { x: consignments(first: 1) { edges { node { id } } } y: consignments(first: 2) { edges { node { id } } } } b: container(id: "CSQU3054384") { x: consignments(first: 1) { edges { node { id } } } } }',
      session: customs,
    });
    expect(answer.extensions?.manifest.statements).toBe(2);
    const data = dataOf(answer) as unknown as Record<string, Record<string, { edges: unknown[] }>>;
    expect([data.a?.x?.edges.length, data.a?.y?.edges.length, data.b?.x?.edges.length]).toEqual([1, 2, 1]);
  });
});

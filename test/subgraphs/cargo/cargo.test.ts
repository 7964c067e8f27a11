import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SourceRequest } from '../../../subgraphs/kit/request.js';
import type { SourceAnswer } from '../../../subgraphs/kit/serve/execute.js';
import { openCargo } from './openCargo.js';
import { dataOf, insert, insertConsignment, requestOf } from './requests.js';

const { policy, writer, subgraph } = await openCargo();
const mrn = '06DE586600006143E1';

const customs = requestOf(policy, 'NL-CUSTOMS');
const ask = (
  query: string,
  session: SourceRequest = customs,
  variables: Record<string, unknown> = {},
): Promise<SourceAnswer> => subgraph.execute({ query, variables, session });

beforeAll(async () => {
  await insertConsignment(writer, 'whole', {
    mrn,
    transport_mode: 1,
    place_of_loading: 'COBUN',
    vessel_imo: '7937317',
    vessel_name: 'TESTSHIP',
    estimated_arrival: '2026-11-26T06:00:00Z',
    gross_mass_kg: 21500.5,
    risk_score: 88,
    risk_result: 'CONTROL',
    countries_of_routing: ['CO', 'NL'],
  });
  await insertConsignment(writer, 'secret', { mrn: '26NL00000000000011', classification: 4, vessel_imo: '7937317' });
  await insertConsignment(writer, 'lent', {
    mrn: '26NL00000000000022',
    releasable_to: ['agency:DE-POLICE'],
    hit_to: ['kind:CUSTOMS_MS'],
  });
  const equipment = {
    consignment_id: 'consignment_whole',
    container_id: 'CSQU3054383',
    size_type: '22G1',
    packed_status: 'B',
    seals: ['S1'],
  };
  await insert(writer, 'cargo.transport_equipment', { id: 'e1', sequence: 1, ...equipment });
  await insert(writer, 'cargo.transport_equipment', {
    id: 'e2',
    consignment_id: 'consignment_secret',
    sequence: 1,
    container_id: 'CSQU3054383',
  });
  await insert(writer, 'cargo.goods_item', {
    id: 'g1',
    consignment_id: 'consignment_whole',
    sequence: 1,
    hs6: '080390',
    description: 'Bananas, fresh',
    gross_mass_kg: 21500.5,
    package_type: 'CT',
    package_count: 1080,
  });
  await insert(writer, 'cargo.house_consignment', {
    id: 'h1',
    consignment_id: 'consignment_whole',
    sequence: 1,
    ucr: 'UCR-1',
  });
  const party = { consignment_id: 'consignment_whole', country: 'CO', person_ref: 'person-ref' };
  await insert(writer, 'cargo.trade_party', {
    id: 'p1',
    sequence: 1,
    role: 'CONSIGNOR',
    name: 'Fictitious Fruit One',
    eori: 'NL000000001',
    person_type: 1,
    subject_category: 'OTHER',
    subject_known: true,
    ...party,
  });
  await insert(writer, 'cargo.trade_party', {
    id: 'p2',
    sequence: 2,
    role: 'CONSIGNEE',
    name: 'Fictitious House',
    house_consignment_id: 'h1',
    subject_category: 'OTHER',
    subject_known: true,
    ...party,
  });
  await insert(writer, 'cargo.trade_party', {
    id: 'p3',
    consignment_id: 'consignment_secret',
    sequence: 1,
    role: 'CONSIGNOR',
    person_ref: 'person-ref',
    subject_category: 'OTHER',
    subject_known: true,
  });
});

describe('consignment', () => {
  test('is answered whole to its own agency', async () => {
    const answer = await ask(`{ consignment(mrn: "06de 5866 0000 6143 e1") {
      id mrn transportMode estimatedArrival grossMassKg countriesOfRouting placeOfLoading { unlocode }
      borderTransportMeans { vesselName vessel { imo } }
      goodsItems { edges { node { sequence hs6 packages { type count } } } pageInfo { hasNextPage } }
      transportEquipment { edges { node { containerId packedStatus container { containerId checkDigitValid } } } }
      houseConsignments { edges { node { sequence consignee { name } consignor { name } } } }
      consignor { role name personType economicOperator { eori } person { ref } } consignee { name } parties { role }
      handling { originator handlingCodes classification sourceRef }
    } }`);
    expect(answer.errors).toBeUndefined();
    expect(dataOf(answer)).toEqual({
      consignment: {
        id: 'consignment_whole',
        mrn,
        transportMode: 'SEA',
        estimatedArrival: '2026-11-26T06:00:00Z',
        grossMassKg: 21500.5,
        countriesOfRouting: ['CO', 'NL'],
        placeOfLoading: { unlocode: 'COBUN' },
        borderTransportMeans: { vesselName: 'TESTSHIP', vessel: { imo: '7937317' } },
        goodsItems: {
          edges: [{ node: { sequence: 1, hs6: '080390', packages: { type: 'CT', count: 1080 } } }],
          pageInfo: { hasNextPage: false },
        },
        transportEquipment: {
          edges: [
            {
              node: {
                containerId: 'CSQU3054383',
                packedStatus: 'NOT_EMPTY',
                container: { containerId: 'CSQU3054383', checkDigitValid: true },
              },
            },
          ],
        },
        houseConsignments: {
          edges: [{ node: { sequence: 1, consignee: { name: 'Fictitious House' }, consignor: null } }],
        },
        consignor: {
          role: 'CONSIGNOR',
          name: 'Fictitious Fruit One',
          personType: 'NATURAL_PERSON',
          economicOperator: { eori: 'NL000000001' },
          person: { ref: 'person-ref' },
        },
        consignee: null,
        parties: [{ role: 'CONSIGNOR' }, { role: 'CONSIGNEE' }],
        handling: { originator: 'NL-CUSTOMS', handlingCodes: [], classification: 'PUBLIC', sourceRef: 'whole' },
      },
    });
    expect(answer.extensions?.withheld).toEqual([]);
    expect(answer.extensions?.manifest).toMatchObject({
      source: 'cargo',
      policyVersion: policy.version,
      hits: 0,
      disclosed: expect.arrayContaining([
        {
          type: 'Consignment',
          ids: ['consignment_whole'],
          originator: 'NL-CUSTOMS',
          categories: ['cargo.goods', 'cargo.movement', 'cargo.parties', 'handling', 'handling.originator'],
        },
        { type: 'Vessel', ids: ['7937317'], originator: null, categories: ['cargo.movement'] },
        { type: 'TradeParty', ids: ['p1', 'p2'], originator: null, categories: ['cargo.parties'] },
        { type: 'Person', ids: ['person-ref'], originator: null, categories: ['cargo.parties'] },
        expect.objectContaining({ type: 'EconomicOperator', ids: ['NL000000001'] }),
        expect.objectContaining({ type: 'Container', ids: ['CSQU3054383'] }),
        expect.objectContaining({ type: 'Mrn', ids: ['06DE586600006143E1'] }),
      ]),
    });
  });

  test('says what was masked, lent as a hit, and kept, without a word of it', async () => {
    const answer = await ask(
      `{ a: consignment(id: "consignment_whole") { id mrn transportMode placeOfLoading { unlocode } goodsItems { edges { node { description grossMassKg } } } consignor { name } risk { score } } }`,
      requestOf(policy, 'EU-ANALYSIS'),
    );
    expect(dataOf(answer)).toEqual({
      a: {
        id: 'consignment_whole',
        mrn: null,
        transportMode: null,
        placeOfLoading: null,
        goodsItems: { edges: [{ node: { description: null, grossMassKg: null } }] },
        consignor: null,
        risk: null,
      },
    });
    const lines = answer.extensions?.withheld.map(({ path, effect, reason, count }) => [
      path.join('.'),
      effect,
      reason,
      count,
    ]);
    expect(lines).toEqual([
      ['a.mrn', 'MASKED', 'CATEGORY', 1],
      ['a.transportMode', 'MASKED', 'CATEGORY', 1],
      ['a.placeOfLoading', 'MASKED', 'CATEGORY', 1],
      ['a.consignor', 'HIT', 'CATEGORY', 1],
      ['a.risk', 'NONE', 'CATEGORY', 1],
      ['a.goodsItems.edges.*.node.description', 'MASKED', 'CATEGORY', 1],
      ['a.goodsItems.edges.*.node.grossMassKg', 'MASKED', 'CATEGORY', 1],
    ]);
    expect(answer.errors).toBeUndefined();
    expect(answer.extensions?.withheld.find(({ effect }) => effect === 'HIT')?.contact).toBe(
      policy.agencies['NL-CUSTOMS']?.contact,
    );
  });

  test('that this viewer may not know of answers as one that does not exist', async () => {
    const asked = (mrn: string) => [{ type: 'Mrn', originator: null, categories: [], asked: true, ids: [mrn] }];
    for (const [field, disclosed] of [
      ['consignment(id: "consignment_secret")', []],
      ['consignment(id: "consignment_none")', []],
      ['consignment(mrn: "26NL00000000000011")', asked('26NL00000000000011')],
      ['consignment(mrn: "26NL00000000000099")', asked('26NL00000000000099')],
    ] as const) {
      const answer = await ask(`{ consignment: ${field} { id mrn } }`);
      expect(JSON.parse(JSON.stringify(answer))).toEqual({
        data: { consignment: null },
        extensions: {
          manifest: { source: 'cargo', policyVersion: policy.version, disclosed, decided: [], hits: 0, statements: 1 },
          withheld: [],
        },
      });
    }
  });

  test('is lent as a hit by its exact MRN only, with the originator to ask', async () => {
    const belgian = requestOf(policy, 'BE-CUSTOMS');
    const answer = await ask(
      '{ consignment(mrn: "26NL00000000000022") { id mrn visibleRef handling { originator } consignor { name } } }',
      belgian,
    );
    expect(dataOf(answer)).toEqual({
      consignment: {
        id: expect.not.stringContaining('_lent'),
        mrn: null,
        visibleRef: expect.not.stringContaining('_lent'),
        handling: null,
        consignor: null,
      },
    });
    expect(answer.extensions?.manifest).toMatchObject({
      hits: 1,
      disclosed: [
        { ids: ['consignment_lent'], hit: true, categories: [] },
        { type: 'Mrn', ids: ['26NL00000000000022'], categories: [] },
      ],
    });
    expect(answer.extensions?.withheld).toContainEqual(
      expect.objectContaining({
        path: ['consignment', 'mrn'],
        effect: 'HIT',
        contact: policy.agencies['NL-CUSTOMS']?.contact,
      }),
    );
    expect(dataOf(await ask('{ consignment(id: "consignment_lent") { id } }', belgian))).toEqual({ consignment: null });
    const list = await ask('{ consignments(first: 100) { edges { node { id } } } }', belgian);
    expect(JSON.stringify(list.data)).not.toContain('lent');
  });

  test('needs one key and no more', async () => {
    for (const stated of ['', '(id: "a", mrn: "b")']) {
      const answer = await ask(`{ consignment${stated} { id } }`);
      expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('edges', () => {
  test('lead from container, vessel, operator and person to consignments that this viewer may see, and no others', async () => {
    const answer = await ask(
      `query ($r: [_Any!]!) { container(id: "csqu 305438-3") { containerId checkDigitValid consignments { edges { node { id } } } }
        _entities(representations: $r) {
          ... on Vessel { imo consignments { edges { node { id } } } }
          ... on EconomicOperator { eori consignments { edges { node { role statedName consignment { id } } } } }
          ... on Person { consignments { edges { node { role consignment { id } } } } } } }`,
      customs,
      {
        r: [
          { __typename: 'Vessel', imo: '7937317' },
          { __typename: 'EconomicOperator', eori: 'NL000000001' },
          { __typename: 'Person', visibleRef: 'person-ref' },
        ],
      },
    );
    const edge = { node: { id: 'consignment_whole' } };
    const part = (role: string) => ({ node: { role, consignment: { id: 'consignment_whole' } } });
    expect(answer.errors).toBeUndefined();
    expect(dataOf(answer)).toEqual({
      container: { containerId: 'CSQU3054383', checkDigitValid: true, consignments: { edges: [edge] } },
      _entities: [
        { imo: '7937317', consignments: { edges: [edge] } },
        {
          eori: 'NL000000001',
          consignments: {
            edges: [
              {
                node: {
                  role: 'CONSIGNOR',
                  statedName: 'Fictitious Fruit One',
                  consignment: { id: 'consignment_whole' },
                },
              },
            ],
          },
        },
        { consignments: { edges: [part('CONSIGNOR'), part('CONSIGNEE')] } },
      ],
    });
  });

  test('of a person are not answered by `ref`, which anyone may state', async () => {
    const answer = await ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { consignments { edges { node { role } } } } } }',
      customs,
      {
        r: [{ __typename: 'Person', ref: 'person-ref' }],
      },
    );
    expect(dataOf(answer)).toEqual({ _entities: [null] });
  });

  test('leads from one ref to the record that the viewer may see: agencies each have one of the same consignment', async () => {
    const stated = { ref: 'ref-shared', mrn: '26NL00000000000033' };
    await insertConsignment(writer, 'shared-1', { ...stated, classification: 4 });
    await insertConsignment(writer, 'shared-2', { ...stated, originator: 'DE-POLICE', source: 'ens' });
    await insertConsignment(writer, 'shared-3', { ...stated, source: 'mapped-extract' });
    const found = await ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Consignment { id } }
         consignment(mrn: "26NL00000000000033") { id } }`,
      customs,
      { r: [{ __typename: 'Consignment', ref: 'ref-shared' }] },
    );
    expect(dataOf(found)).toEqual({
      _entities: [{ id: 'consignment_shared-2' }],
      consignment: { id: 'consignment_shared-2' },
    });
    await writer.exec("delete from cargo.consignment where ref = 'ref-shared'");
  });

  test('take only the key of a representation, whatever else it states', async () => {
    const answer = await ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Consignment { id mrn consignor { name } } } }',
      customs,
      {
        r: [
          { __typename: 'Consignment', ref: 'ref-secret', id: 'x', mrn: 'x', originator: 'NL-CUSTOMS' },
          { __typename: 'Consignment', visibleRef: 'ref-secret' },
          { __typename: 'Consignment', nodeKey: 'consignment_secret' },
          { __typename: 'Consignment', ref: 'ref-whole', mrn: 'forged' },
        ],
      },
    );
    expect(dataOf(answer)).toEqual({
      _entities: [null, null, null, { id: 'consignment_whole', mrn, consignor: { name: 'Fictitious Fruit One' } }],
    });
  });

  test('that no record could answer are withheld for their category', async () => {
    const answer = await ask(
      '{ container(id: "CSQU3054383") { containerId consignments { edges { node { id } } } } }',
      requestOf(policy, 'IT-FIU', { purpose: 'FINANCIAL_INVESTIGATION' }),
    );
    expect(dataOf(answer)).toEqual({ container: { containerId: 'CSQU3054383', consignments: null } });
    expect(answer.extensions?.withheld).toEqual([
      expect.objectContaining({ path: ['container', 'consignments'], effect: 'NONE', reason: 'CATEGORY' }),
    ]);
  });
});

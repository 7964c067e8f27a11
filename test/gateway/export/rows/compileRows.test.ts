import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { type Cells, encodeCells } from '../../../../client/cells.js';
import { readWithheld } from '../../../../client/withheld.js';
import { compileRows } from '../../../../gateway/export/rows/compileRows.js';
import { entityKeys } from '../../../../gateway/export/rows/entityKeys.js';
import { readApiSchema } from '../../../../gateway/supergraph/apiSchema.js';
import { readPackageFile } from '../../../../schema/files.js';
import { unfolded } from '../../../support/unfolded.js';
import { listOf, objectOf, shapeOf, value } from '../support/shapes.js';

const supergraph = readPackageFile('schema', 'supergraph.graphql');
const schema = await readApiSchema(supergraph);
const keys = entityKeys(parse(supergraph, { noLocation: true }), schema);

const asShown = readWithheld({});
const compile = (text: string) => compileRows(schema, unfolded(parse(text)), keys);

describe('entityKeys', () => {
  it('tells records and identifiers by the field that clients see, and no link or sealed question', () => {
    expect(Object.fromEntries(keys)).toMatchObject({
      Person: 'id',
      Consignment: 'id',
      JointOperation: 'id',
      Vessel: 'imo',
      Container: 'containerId',
      EconomicOperator: 'eori',
      Location: 'unlocode',
      Agency: 'id',
    });
    for (const type of ['SeizurePerson', 'MatchProbe', 'StatedMatches', 'Search', 'Relation'])
      expect(keys.has(type)).toBe(false);
  });
});

describe('compileRows', () => {
  const rows = compile(`{
    consignments(first: 2) {
      edges { node {
        id mrn seals
        consignor { name person { id name } }
        goodsItems(first: 1) { edges { node { hs6 value { minorUnits currency } } } pageInfo { hasNextPage } }
        parties { role }
      } }
      pageInfo { hasNextPage }
    }
  }`);

  it('knows what each column is, by the names of the schema', () => {
    const person = objectOf(shapeOf('Person', 'id', { id: value('ID'), name: value() }));
    const amount = objectOf(shapeOf('StatedAmount', null, { minorUnits: value('Float'), currency: value() }));
    expect(rows.rootField).toBe('consignments');
    expect(rows.root).toEqual(
      shapeOf('Consignment', 'id', {
        id: value('ID'),
        mrn: value(),
        seals: value('String', true),
        consignor: objectOf(shapeOf('TradeParty', null, { name: value(), person })),
        goodsItems: listOf(shapeOf('GoodsItem', null, { hs6: value(), value: amount })),
        parties: listOf(shapeOf('TradeParty', null, { role: value('TradePartyRole') })),
      }),
    );
  });

  it('takes pages and edges off, leaves nulls in place, and says of which list there was more', () => {
    const node = {
      id: 'consignment_1',
      mrn: null,
      seals: ['S1'],
      consignor: null,
      goodsItems: {
        edges: [{ node: { hs6: '847130', value: null } }, { node: null }],
        pageInfo: { hasNextPage: true },
      },
      parties: [{ role: 'CARRIER' }],
    };
    const data = { consignments: { edges: [{ node: null }, { node }], pageInfo: { hasNextPage: false } } };
    expect(rows.toRows(data, asShown)).toEqual([
      {
        record: {
          id: 'consignment_1',
          mrn: null,
          seals: ['S1'],
          consignor: null,
          goodsItems: [{ hs6: '847130', value: null }, null],
          parties: [{ role: 'CARRIER' }],
        },
        cells: [],
        more: [['goodsItems']],
      },
    ]);
  });

  it('says of each row which of its cells are withheld, and nothing of those that are null in full', () => {
    const item = (hs6: string | null) => ({ node: { hs6, value: null } });
    const nodes = [
      { id: 'one', mrn: null, goodsItems: { edges: [item('847130'), item(null)] }, parties: [{ role: null }] },
      { id: 'two', mrn: null, goodsItems: { edges: [item(null)] }, parties: null },
    ];
    const data = { consignments: { edges: [{ node: nodes[0] }, { node: null }, { node: nodes[1] }] } };
    const row = 'consignments.edges.*.node';
    const said = { category: 'cargo.goods', effect: 'NONE', reason: 'RECORD', count: 1 } as const;
    const withheld = [
      { ...said, path: `${row}.mrn`, cells: encodeCells(Uint8Array.of(0, 1)) as Cells },
      { ...said, path: `${row}.goodsItems.edges.*.node.hs6`, cells: encodeCells(Uint8Array.of(0, 1, 0)) as Cells },
      { ...said, path: `${row}.parties.*.role` },
    ];
    const told = rows.toRows(data, readWithheld({ data, extensions: { withheld } })).map(({ cells }) => cells);
    const { count: _count, ...cell } = said;
    expect(told).toEqual([
      [
        { ...cell, path: ['goodsItems', 1, 'hs6'] },
        { ...cell, path: ['parties', 0, 'role'] },
      ],
      [{ ...cell, path: ['mrn'] }],
    ]);
  });

  it('has no rows where the connection is null', () => {
    expect(rows.toRows({ consignments: null }, asShown)).toEqual([]);
    expect(rows.toRows(null, asShown)).toEqual([]);
  });

  it('refuses what is no connection, or more than one field', () => {
    for (const text of [
      '{ viewer { role } }',
      '{ codeLists { list } }',
      '{ persons { pageInfo { hasNextPage } } }',
      '{ persons { edges { node { id } } } organizations { edges { node { id } } } }',
    ])
      expect(() => compile(text)).toThrow('An export has one field of the query');
  });
});

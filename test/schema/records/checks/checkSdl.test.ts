import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { matrixRows } from '../../../../policy/loading/matrixRows.js';
import { sourceDocument } from '../../../../schema/compose.js';
import { checkRecords, checkSdl } from '../../../../schema/records/checks/checkSdl.js';
import { codeList } from '../../../../schema/records/description/codeList.js';
import * as f from '../../../../schema/records/description/make.js';
import { record } from '../../../../schema/records/description/record.js';
import { sourceNames } from '../../../../schema/sources.js';

const boxes = record('Box', {
  kind: 'box',
  source: 'cargo',
  table: 'box',
  idPrefix: 'box',
  about: 'A box.',
  answered: ['Box.heaviest'],
  fields: {
    colour: f.code(codeList('Colour', ['RED', 'BLUE']), { filter: true }),
    packedAt: f.instant({ sort: true }),
    imo: f.imo({ node: null, leadsTo: { type: 'Vessel', key: 'imo', node: 'ship.vessel' } }),
    shipName: f.text({ node: 'ship.name' }),
    mark: f.container({ filter: true }),
    price: f.money(),
    seals: f.list(f.text()),
    maker: f.pointer('Person'),
    items: f.child({ massKg: f.kg() }, { main: 'massKg', table: 'item', type: 'Item' }),
    labels: f.entries({ text: f.text() }, { main: 'text' }),
  },
});

const sdl = `
  type Query { boxes(filter: BoxFilter, sort: BoxSort): BoxConnection }
  type Box { id: ID! colour: Colour packedAt: DateTime ship: Ship mark: String @identifies(as: "Container")
    price: Amount seals: [String!] maker: Person
    items: ItemConnection labels: [Label!] heaviest: Item provenance: Provenance }
  enum Colour { RED BLUE }
  type Ship { vessel: Vessel name: String }
  type Amount { minorUnits: Float currency: String }
  type ItemConnection { edges: [ItemEdge!] }
  type ItemEdge { node: Item }
  type Item { id: ID! massKg: Float box: Box }
  type Label { text: String }
  type BoxConnection { edges: [BoxEdge!] }
  type BoxEdge { node: Box }
  input BoxFilter { and: [BoxFilter!] colour: ColourFilter mark: StringFilter @identifies(as: "Container") }
  input BoxSort { field: BoxSortField! }
  enum BoxSortField { PACKED_AT }`;

const check = (from: string | RegExp, to: string) => {
  const changed = sdl.replace(from, to);
  expect(changed).not.toBe(sdl);
  return checkSdl(boxes as never, parse(changed));
};

describe('description and SDL', () => {
  it('hold equal for every record type of every source', () => {
    expect(checkRecords(sourceNames.map(sourceDocument), matrixRows(loadPolicy()))).toEqual([]);
  });
  it('may have groups that exist in the SDL alone, parts that lead back, and fields that functions answer', () => {
    expect(checkSdl(boxes as never, parse(sdl))).toEqual([]);
  });
  it('differ where one of them lacks a field, at any depth', () => {
    expect(check('seals: [String!]', '')).toEqual(['cargo: Box.seals is described and not in the SDL']);
    expect(check('vessel: Vessel', '')).toEqual(['cargo: Ship.vessel is described and not in the SDL']);
    expect(check('massKg: Float', 'massKg: Float hs6: String')).toEqual([
      'cargo: Item.hs6 is in the SDL, and neither described nor listed as answered',
    ]);
    expect(check('heaviest: Item', '')).toEqual(['cargo: Box.heaviest is listed as answered and is not in the SDL']);
  });
  it('differ where a field is of another type', () => {
    expect(check('packedAt: DateTime', 'packedAt: String')).toEqual([
      'cargo: Box.packedAt is String and described as DateTime',
    ]);
    expect(check('maker: Person', 'maker: Organization')).toHaveLength(1);
    expect(check('seals: [String!]', 'seals: String')).toHaveLength(1);
    expect(check('labels: [Label!]', 'labels: Label')).toEqual(['cargo: Box.labels is Label and described as a list']);
    expect(check('node: Item', 'node: Label')).toEqual([
      'cargo: Box.items is ItemConnection and described as a list of Item',
    ]);
    expect(check('currency: String', 'currency: Int')).toHaveLength(1);
  });
  it('differ where the log would not name a number that is shown, or that a filter asks for', () => {
    const says = 'is a number that the log would not name: write @identifies(as: "...")';
    expect(check('mark: String @identifies(as: "Container")', 'mark: String')).toEqual([`cargo: Box.mark ${says}`]);
    expect(check('mark: StringFilter @identifies(as: "Container")', 'mark: StringFilter')).toEqual([
      `cargo: BoxFilter.mark ${says}`,
    ]);
  });
  it('differ where an enum has other values than the list of codes', () => {
    expect(check('RED BLUE', 'RED BLUE GREEN')).toEqual([
      'cargo: Colour has the values BLUE, GREEN, RED, but its list of codes has BLUE, RED',
    ]);
  });
  it('differ where one of them lacks a leaf of the filter or a value of the sort enum', () => {
    expect(check('colour: ColourFilter', '')).toEqual(['cargo: BoxFilter.colour is described and not in the SDL']);
    expect(check('colour: ColourFilter', 'colour: ColourFilter imo: StringFilter')).toEqual([
      'cargo: BoxFilter.imo is in the SDL, and neither described nor listed as answered',
    ]);
    expect(check('{ PACKED_AT }', '{ PACKED_AT IMO }')).toEqual([
      'cargo: BoxSortField.IMO is in the SDL, and neither described nor listed as answered',
    ]);
  });
});

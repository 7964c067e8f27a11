import { describe, expect, it } from '@jest/globals';
import {
  createMessageReader,
  type MessageTable,
  toElementDispositions,
} from '../../../../ingest/formats/cargo/messageTable.js';
import { readMessageTable, toRule } from '../../../../ingest/formats/cargo/readMessageTable.js';
import { messageVersions } from '../../../../ingest/formats/ens/messages.js';
import type { XmlElement } from '../../../../ingest/input/xml/xml.js';

const element = (name: string, text: string, children: XmlElement[] = [], attributes = {}): XmlElement => ({
  name,
  namespace: '',
  attributes,
  children,
  text,
  line: 1,
});

const table: MessageTable = {
  Number: toRule('lrn', '', ''),
  'Number@by': 'raw',
  Port: toRule('place.text', 'place', 'loading'),
  Who: toRule('', 'party', 'CARRIER'),
  'Who/Name': toRule('party.name', '', ''),
  Rest: 'raw',
};

const everyTable = [
  readMessageTable('wco/declaration.tsv', 'declaration'),
  ...messageVersions.map(({ table: version }) => version),
];

describe('a message table', () => {
  it('turns elements into values and groups, looks into what it does not list, and passes raw ones over', () => {
    const unmapped: string[] = [];
    const message = createMessageReader(table)(
      element('M', '', [
        element('Wrap', '', [element('number', 'wrong place')]),
        element('NUMBER', 'A-1', [], { by: 'x', on: 'y', schemaLocation: 'z' }),
        element('Port', 'CNSHA'),
        element('Who', '', [element('Name', 'SPECIMEN'), element('Name', '')]),
        element('Rest', 'x', [element('Deep', 'y')]),
      ]),
      (path) => unmapped.push(path),
    );
    expect(message.values.get('lrn')).toEqual([{ text: 'A-1', attributes: { by: 'x', on: 'y', schemaLocation: 'z' } }]);
    expect(message.parts).toMatchObject([
      { scope: 'place', kind: 'loading' },
      { scope: 'party', kind: 'CARRIER' },
    ]);
    expect(message.parts[1]?.values.get('party.name')).toHaveLength(1);
    expect(unmapped).toEqual(['Wrap/number', 'NUMBER@on']);
  });

  it('says what becomes of each element', () => {
    expect(toElementDispositions([table])).toEqual({
      mapped: {
        Number: 'Consignment.lrn',
        Port: 'Consignment.placeOfLoading, placeOfUnloading, placeOfAcceptance, placeOfDelivery',
        'Who/Name': 'TradeParty.name',
      },
      raw: ['Number@by', 'Rest'],
      dropped: {},
    });
  });

  it.each([
    ['a field that declarations do not have', 'party.nickname', '', ''],
    ['a group that they do not have', '', 'partie', 'CARRIER'],
    ['nothing', '', '', ''],
  ])('says of each element a field that declarations have, or a group of such fields: not %s', (_, ...rule) => {
    expect(() => toRule(...(rule as [string, string, string]))).toThrow('no such rule');
    expect(everyTable.every((one) => Object.keys(one).length > 0)).toBe(true);
  });

  it('has no path below one that is raw as a whole, and no path twice but for case', () => {
    for (const one of everyTable) {
      const paths = Object.keys(one);
      expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
      const raw = paths.filter((path) => one[path] === 'raw' && !path.includes('@'));
      expect(paths.filter((path) => raw.some((above) => path.startsWith(`${above}/`)))).toEqual([]);
    }
  });
});

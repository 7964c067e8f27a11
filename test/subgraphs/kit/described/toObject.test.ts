import { expect, test } from '@jest/globals';
import { codeList, lettered, numbered } from '../../../../schema/records/description/codeList.js';
import type { Fields } from '../../../../schema/records/description/fields.js';
import * as f from '../../../../schema/records/description/make.js';
import { member, type OwnMembers } from '../../../../subgraphs/kit/described/own.js';
import { compileSelect } from '../../../../subgraphs/kit/described/select.js';
import type { RecordRow } from '../../../../subgraphs/kit/described/toObject.js';
import { rowKey } from '../../../../subgraphs/kit/wall/reference.js';

const colours = codeList('Colour', ['RED', 'GREEN']);

const select = (fields: Fields, own: OwnMembers = {}, of: 'record' | 'child' = 'record') =>
  compileSelect({ of, keys: 'r.id', alias: 'r', fields, own }, null);

function shown(fields: Fields, row: Readonly<Record<string, unknown>>) {
  const {
    id,
    [rowKey]: _,
    ...object
  } = select(fields).toObject({
    id: 'record_1',
    ...row,
  } as unknown as RecordRow) as Record<string | symbol, unknown>;
  expect(id).toBe('record_1');
  return object;
}

test('a code that the SDL does not know is null, in every place where a code may stand', () => {
  const fields = {
    colour: f.code(colours),
    letter: f.code(lettered('Letter', { A: 'FIRST' })),
    mode: f.code(numbered('Mode', 1, ['SEA'])),
    colours: f.list(f.code(colours)),
    marks: f.entries({ colour: f.code(colours), note: f.text() }, { main: 'note' }),
    detail: f.json({ colour: f.code(colours), inner: f.entries({ colour: f.code(colours) }, { main: 'colour' }) }),
    stated: f.code(codeList(null, ['x'])),
  };
  const row = (colour: string, letter: string, mode: number) => ({
    colour,
    letter,
    mode,
    colours: [colour, 'GREEN'],
    marks: [{ colour, note: 'n' }],
    detail: { colour, inner: [{ colour }] },
    stated: colour,
  });
  expect(shown(fields, row('RED', 'A', 1))).toEqual({
    colour: 'RED',
    letter: 'FIRST',
    mode: 'SEA',
    colours: ['RED', 'GREEN'],
    marks: [{ colour: 'RED', note: 'n' }],
    detail: { colour: 'RED', inner: [{ colour: 'RED' }] },
    stated: 'RED',
  });
  expect(shown(fields, row('MAUVE', 'Z', 9))).toEqual({
    colour: null,
    letter: null,
    mode: null,
    colours: ['GREEN'],
    marks: [{ colour: null, note: 'n' }],
    detail: { colour: null, inner: [{ colour: null }] },
    stated: 'MAUVE',
  });
});

test('an empty list and an object without values are null', () => {
  const fields = {
    names: f.list(f.text()),
    marks: f.entries({ note: f.text() }, { main: 'note' }),
    detail: f.json({ note: f.text() }),
    place: f.group({ name: f.text(), countries: f.list(f.country()) }),
    street: f.text({ node: 'address.street' }),
    price: f.money(),
  };
  const empty = { names: [], marks: [], detail: null, place_name: null, place_countries: [], street: null };
  const object = shown(fields, { ...empty, price_minor_units: null, price_currency: null });
  expect(object).toEqual({ names: null, marks: null, detail: null, place: null, address: null, price: null });
  const filled = { ...empty, place_name: 'Quay', street: 'Street', price_minor_units: 0, price_currency: null };
  expect(shown(fields, filled)).toEqual({
    names: null,
    marks: null,
    detail: null,
    place: { name: 'Quay', countries: null },
    address: { street: 'Street' },
    price: { minorUnits: 0, currency: null },
  });
});

test('an identifier leads to its type of the graph, beside its own field or in its place', () => {
  const fields = {
    port: f.unlocode(),
    container: f.container({
      store: (stated) => stated,
      leadsTo: { type: 'Container', key: 'containerId', node: 'leads' },
    }),
    agency: f.text({ leadsTo: { type: 'Agency', key: 'id' } }),
    imo: f.imo({ node: null, leadsTo: { type: 'Vessel', key: 'imo', node: 'means.vessel' } }),
    person: f.pointer('Person'),
  };
  const row = { port: 'NLRTM', container: 'csqu 305438-3', agency: 'NL-CUSTOMS', imo: '9074729', person_ref: 'ref_1' };
  expect(shown(fields, row)).toEqual({
    port: { __typename: 'Location', unlocode: 'NLRTM' },
    container: 'csqu 305438-3',
    leads: { __typename: 'Container', containerId: 'CSQU3054383' },
    agency: { __typename: 'Agency', id: 'NL-CUSTOMS' },
    means: { vessel: { __typename: 'Vessel', imo: '9074729' } },
    person: { __typename: 'Person', ref: 'ref_1' },
  });
  expect(shown(fields, { ...row, container: 'no number', imo: null, port: null, person_ref: null })).toMatchObject({
    container: 'no number',
    leads: null,
    means: null,
    port: null,
    person: null,
  });
});

test('an identifier that is stored as stated leads on as stated, whether or not it has the form', () => {
  const operator = { type: 'EconomicOperator', key: 'eori', node: 'operator' };
  const fields = { eori: f.eori({ node: null, leadsTo: operator }) };
  expect(shown(fields, { eori: 'no number' })).toEqual({
    operator: { __typename: 'EconomicOperator', eori: 'no number' },
  });
});

test('an instant is told in UTC, and what a source makes itself goes before the column', () => {
  const own = { sum: member({}, () => 7) };
  const object = select({ at: f.instant(), sum: f.integer() }, own, 'child').toObject({
    id: 'record_1',
    child_id: 'child_1',
    at: new Date('2026-11-25T10:00:00Z'),
    sum: 1,
  } as unknown as RecordRow);
  expect(object).toEqual({ id: 'child_1', at: '2026-11-25T10:00:00.000Z', sum: 7, [rowKey]: 'record_1' });
});

test('no name but a plain one gets into the generated code', () => {
  expect(() => select({ 'a: 1, b': f.text() })).toThrow('not a name');
  expect(() => select({ a: f.text({ column: 'b); drop' }) })).toThrow('not a name');
});

import { expect, test } from '@jest/globals';
import { numbered } from '../../../../schema/records/description/codeList.js';
import * as f from '../../../../schema/records/description/make.js';
import { record } from '../../../../schema/records/description/record.js';
import { sql } from '../../../../storage/kysely.js';
import { compileStatement } from '../../../../storage/pool/database.js';
import { slot } from '../../../../storage/slot.js';
import { describe as described } from '../../../../subgraphs/kit/described/describe.js';
import type { Column } from '../../../../subgraphs/kit/listing.js';
import { operatorCondition } from '../../../../subgraphs/kit/page/filterOperator.js';

const box = record('Box', {
  kind: 'box',
  source: 'cargo',
  table: 'big_box',
  idPrefix: 'box',
  about: 'A box.',
  fields: {
    country: f.country({ filter: true }),
    imo: f.imo({ filter: 'shipImo', store: () => null }),
    formerImo: f.imo({ node: null, filter: true }),
    mode: f.code(numbered('Mode', 3, ['SEA', 'AIR']), { filter: true }),
    weight: f.group({ grossKg: f.kg({ filter: true, sort: true }) }),
    price: f.money({ sort: true }),
    things: f.child(
      { name: f.text({ filter: 'thingName', sought: (text) => `~${text}` }) },
      { main: 'name', table: 'thing', idPrefix: 'thing', type: 'Thing' },
    ),
  },
});

const { listing, whole, child } = described(box);

function leaf(name: string): Column {
  const column = listing.filters[name];
  if (!column) throw new Error(`no leaf ${name}`);
  return column;
}

test('a filter has a leaf for each field that says so, and those of the envelope', () => {
  expect(Object.keys(listing.filters).sort()).toEqual(
    ['caseReference', 'country', 'formerImo', 'grossKg', 'mode', 'shipImo', 'source', 'thingName'].sort(),
  );
});

test.each([
  ['country', 'nl ', 'NL'],
  ['mode', 'AIR', '4'],
  ['shipImo', 'IMO 9074729', '9074729'],
  ['shipImo', '90 7', '907'],
  ['formerImo', 'IMO 9074729', '9074729'],
  ['formerImo', '90 7', '90 7'],
  ['thingName', 'x', '~x'],
])('the leaf %s seeks %j as %j is stored', (name, text, stored) => {
  expect(leaf(name).normalise?.(text)).toBe(stored);
});

test('a leaf of a child is a condition on the record that it belongs to', () => {
  const { within, ...column } = leaf('thingName');
  const condition = operatorCondition(column, 'eq', slot('name'));
  expect(compileStatement(within?.(condition) ?? sql`none`).sql).toBe(
    'exists (select 1 from cargo.thing x where x.big_box_id = r.id and (x.name = cast($1 as text)))',
  );
});

test('an order is by a column of the record, amounts as the numbers that the SDL shows', () => {
  const sorts = Object.entries(listing.sorts).map(([name, column]) => [name, compileStatement(column.sql).sql]);
  expect(sorts).toEqual([
    ['GROSS_KG', 'r.weight_gross_kg'],
    ['PRICE', 'cast(r.price_minor_units as float8)'],
  ]);
});

test('a record is read with the columns that it shows, and no others', () => {
  expect(compileStatement(whole.columns).sql).toBe(
    'r.id, r.ref, r.country, r.imo, r.mode, r.weight_gross_kg, cast(r.price_minor_units as float8) as price_minor_units, r.price_currency',
  );
  expect(() => child('nothing')).toThrow('Box has no child nothing');
});

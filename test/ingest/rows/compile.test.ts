import { describe, expect, it } from '@jest/globals';
import { compileStored } from '../../../ingest/rows/compile.js';
import * as f from '../../../schema/records/description/make.js';
import { type RecordOf, record } from '../../../schema/records/description/record.js';

const items = f.child(
  { position: f.computed('integer', (_item, _record, position) => position + 1, { node: null }), name: f.text() },
  { main: 'name', table: 'item', idPrefix: 'item' },
);
const vehicle = record('Vehicle', {
  kind: 'vehicle',
  source: 'cargo',
  table: 'vehicle',
  idPrefix: 'vehicle',
  about: 'A vehicle.',
  ref: ({ plate }) => (plate === null ? null : [plate as string]),
  fields: {
    plate: f.text({ store: (stated) => (stated === '?' ? null : stated.toUpperCase()) }),
    place: f.group({ country: f.country(), isHere: f.computed('boolean', ({ country }) => country === 'NL') }),
    value: f.money(),
    owner: f.pointer('Person', { leadsTo: { type: 'Person', key: 'ref' } }),
    colours: f.list(f.text()),
    papers: f.entries(
      { number: f.text(), issuedAt: f.date(), sourceRef: f.text({ node: null }) },
      { main: 'number', filled: true, sparse: true },
    ),
    physical: f.json({ doors: f.integer() }),
    items,
    loads: f.child({ mark: f.text(), items }, { main: 'mark', table: 'load', idPrefix: 'load' }),
    containers: f.child(
      { stated: f.text(), consignment: f.reference('Consignment', ({ stated }) => (stated === '' ? null : [stated])) },
      { main: 'stated', table: 'container', idPrefix: 'box', plain: true },
    ),
    rank: f.computed('text', (stated: { plate?: string }) => stated.plate?.slice(0, 1) ?? null),
  },
});

type Vehicle = RecordOf<typeof vehicle>;
const toStored = compileStored(vehicle);
const store = (stated: Omit<Vehicle, 'kind'>) =>
  toStored({ sourceRef: 'v1', ...stated } as Parameters<typeof toStored>[0], 'feed', (...parts) => parts.join('|'));
const rowsOf = (stored: ReturnType<typeof store>, table: string) =>
  stored.children.find((child) => child.table === `cargo.${table}`)?.rows ?? [];

describe('the row of a described record', () => {
  it('has null, or an empty list, for what is not stated', () => {
    expect(store({}).columns).toEqual({
      plate: null,
      place_country: null,
      place_is_here: null,
      value_minor_units: null,
      value_currency: null,
      owner_ref: null,
      colours: [],
      papers: [],
      physical: null,
      rank: null,
    });
  });

  it('has what is stated in its stored form, and what is computed of it', () => {
    const stated = { plate: 'ab-1', place: { country: 'NL' }, owner: { source: 's', sourceRef: 'p' } };
    expect(
      store({ ...stated, value: { minorUnits: 5, currency: 'EUR' }, physical: { doors: 3 } }).columns,
    ).toMatchObject({
      plate: 'AB-1',
      place_country: 'NL',
      place_is_here: true,
      owner_ref: 'Person|s|p',
      value_minor_units: 5,
      physical: { doors: 3 },
      rank: 'a',
    });
  });

  it('is referred to by what its description says, by source and key where that is not stated', () => {
    expect([store({ plate: 'ab' }).ref, store({ plate: '?' }).ref]).toEqual(['Vehicle|AB', 'Vehicle|feed|v1']);
  });

  it('keeps objects in the shape of the SDL, and none that is a key alone', () => {
    const papers = [{ number: '1', sourceRef: 'k1' }, { sourceRef: 'k2' }];
    expect(store({ papers }).columns.papers).toEqual([{ number: '1', issuedAt: null }]);
  });

  it('says which fields hold data: what is computed, or has no stored form, does not', () => {
    expect(store({ plate: '?', place: { country: null }, colours: [] }).data).toEqual([]);
    expect(store({ plate: 'ab', loads: [{ items: [{ name: 'b' }] }] }).data).toEqual([
      'Vehicle.plate',
      'Vehicle.loads',
      'Vehicle.items',
    ]);
  });
});

describe('the rows of its lists', () => {
  it('are one table for the lists of the record and of its entries, which name their entry', () => {
    const stored = store({ items: [{ name: 'a' }], loads: [{ mark: 'L', items: [{ name: 'b' }, { name: 'c' }] }] });
    const [load] = rowsOf(stored, 'load');
    expect(rowsOf(stored, 'item')).toMatchObject([
      { position: 1, name: 'a', load_id: null },
      { position: 2, name: 'b', load_id: load?.id },
      { position: 3, name: 'c', load_id: load?.id },
    ]);
    expect(stored.children.map(({ table }) => table)).toEqual(['cargo.load', 'cargo.item', 'cargo.container']);
    expect(stored.children[0]?.parentColumn).toBe('vehicle_id');
  });

  it('are made of texts where the entries are stated as texts', () => {
    expect(rowsOf(store({ containers: ['X', ''] }), 'container')).toMatchObject([
      { stated: 'X', consignment_ref: 'Consignment|X' },
      { stated: '', consignment_ref: null },
    ]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { consignment } from '../../../../schema/records/consignment.js';
import { codeList, numbered } from '../../../../schema/records/description/codeList.js';
import { assertedOf, childrenOf, columnsOf } from '../../../../schema/records/description/columns.js';
import type { Fields } from '../../../../schema/records/description/fields.js';
import * as f from '../../../../schema/records/description/make.js';
import type { RecordOf, Stated } from '../../../../schema/records/description/record.js';

const columns = (fields: Fields) => columnsOf(fields).map(({ name, type, node }) => [name, type, node?.join('.')]);

describe('the columns of a description', () => {
  it('are named as their fields, in snake case, after the prefix of their group', () => {
    const place = f.group({ kind: f.text(), country: f.country({ node: 'countryCode' }) });
    expect(columns({ seizedAt: f.instant(), place })).toEqual([
      ['seized_at', 'timestamptz', 'seizedAt'],
      ['place_kind', 'text', 'place.kind'],
      ['place_country', 'text', 'place.countryCode'],
    ]);
  });
  it('are two for an amount of money, and a reference for a pointer', () => {
    expect(columns({ freightCost: f.money({ column: 'freight' }), person: f.pointer('Person') })).toEqual([
      ['freight_minor_units', 'int8', 'freightCost'],
      ['freight_currency', 'text', 'freightCost'],
      ['person_ref', 'text', 'person'],
    ]);
  });
  it('hold lists of texts as arrays, objects as jsonb, and codes as their list stores them', () => {
    const fields = {
      seals: f.list(f.text()),
      physical: f.json({ eyeColor: f.text() }),
      names: f.entries({ name: f.text({ required: true }) }, { main: 'name' }),
      mode: f.code(numbered('Mode', 0, ['NONE', 'SEA'])),
      result: f.code(codeList('Result', ['CONTROL'])),
    };
    expect(columns(fields).map(([, type]) => type)).toEqual(['text[]', 'jsonb', 'jsonb', 'int4', 'text']);
  });
  it('lack what has a table of its own', () => {
    expect(columnsOf(consignment.fields).map(({ name }) => name)).not.toContain('parties');
    expect(childrenOf(consignment.fields).map(({ field }) => field.table)).toEqual([
      'trade_party',
      'goods_item',
      'transport_equipment',
      'house_consignment',
    ]);
  });
  it('lack what is a record of its own', () => {
    const fields = { relations: f.child({ kind: f.text() }, { main: 'kind', asserts: 'relation' }) };
    expect(childrenOf(fields)).toEqual([]);
    expect(assertedOf(fields).map(({ field }) => field.asserts)).toEqual(['relation']);
  });
});

describe('the type of a record', () => {
  it('asks for what is required, and knows no computed field and no other code', () => {
    const item: Stated<(typeof consignment.fields.transportEquipment)['fields']> = { sequence: 1, containerId: 'X' };
    const whole: RecordOf<typeof consignment> = {
      kind: 'consignment',
      mrn: null,
      parties: [{ role: 'CONSIGNOR', name: 'Example' }],
      goodsItems: [],
      transportEquipment: [item],
    };
    // @ts-expect-error no such role
    const other: typeof whole = { ...whole, parties: [{ role: 'KING' }] };
    // @ts-expect-error the flags are computed
    const flagged: typeof whole = { ...whole, quality: [] };
    // @ts-expect-error goods items are required
    const without: typeof whole = { kind: 'consignment', parties: [], transportEquipment: [] };
    expect([other, flagged, without]).toHaveLength(3);
  });
  it('states an entry that is a text alone as a text', () => {
    const containers = f.child(
      { number: f.text(), consignment: f.reference('Consignment', ({ number }: { number: string }) => [number]) },
      { main: 'number', plain: true },
    );
    const stated: Stated<{ containers: typeof containers }> = { containers: ['CSQU3054383'] };
    expect(stated.containers).toHaveLength(1);
  });
});

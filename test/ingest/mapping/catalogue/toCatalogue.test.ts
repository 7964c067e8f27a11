import { describe, expect, it } from '@jest/globals';
import { createDescriptions } from '../../../../ingest/mapping/catalogue/descriptions.js';
import { toCatalogue } from '../../../../ingest/mapping/catalogue/toCatalogue.js';
import { codeList, lettered } from '../../../../schema/records/description/codeList.js';
import * as f from '../../../../schema/records/description/make.js';
import { record } from '../../../../schema/records/description/record.js';

const colours = codeList('Colour', ['RED', 'BLUE']);
const statuses = lettered('PackedStatus', { A: 'EMPTY', B: 'NOT_EMPTY' });

const crate = record('Consignment', {
  kind: 'crate',
  source: 'cargo',
  table: 'crate',
  idPrefix: 'crate',
  about: 'A crate.',
  fields: {
    mrn: f.mrn({ required: true }),
    colour: f.code(colours, { otherwise: null, about: 'Its colour.' }),
    place: f.group({ name: f.text({ required: true }), kind: f.text({ otherwise: 'PORT' }) }, { node: null }),
    owner: f.pointer('VesselRecord'),
    weight: f.computed('kg', () => 1),
    seals: f.list(f.text(), { protects: true }),
    boxes: f.child(
      {
        sequence: f.integer({ required: true, about: 'Number.' }),
        containerId: f.container({ required: true }),
        packedStatus: f.code(statuses, { required: true, otherwise: 'A' }),
      },
      { main: 'containerId', type: 'TransportEquipment', required: true, otherwise: [] },
    ),
  },
});
const { fields, groups, objects, defaults } = toCatalogue(crate);

describe('a catalogue made from a description', () => {
  it('has every field that may be stated, by its path, and none that is computed', () => {
    expect(Object.keys(fields)).toEqual([
      ...['mrn', 'colour', 'place.name', 'place.kind', 'owner.source', 'owner.sourceRef', 'seals[]'],
      ...['boxes[].sequence', 'boxes[].containerId', 'boxes[].packedStatus', 'qualityFlags[]'],
    ]);
    expect(fields.colour).toMatchObject({ type: 'code', codes: ['RED', 'BLUE'] });
    expect(fields['seals[]']).toMatchObject({ type: 'text', protects: true });
  });

  it('requires what has no default, no count and no object that falls away instead', () => {
    const required = Object.entries(fields).filter(([, entry]) => entry.required);
    expect(required.map(([path]) => path)).toEqual(['mrn', 'boxes[].containerId']);
    expect(defaults).toEqual({ colour: null, boxes: [] });
    expect(groups).toEqual({
      boxes: { main: 'containerId', needs: ['containerId'], defaults: { packedStatus: 'A' }, sequence: true },
    });
    expect(objects).toEqual({
      place: { needs: ['name'], defaults: { kind: 'PORT' } },
      owner: { needs: ['source', 'sourceRef'] },
    });
  });

  it('is described by itself, else by the SDL, with what an author must know beside', () => {
    const about = createDescriptions('cargo', toCatalogue(crate));
    const said = (path: string) => about(fields[path] ?? { type: 'text' }, path);
    expect(said('colour')).toBe('Its colour.');
    expect(said('mrn')).toBe('Master reference number, an18 (response IE3R01).');
    expect(said('owner.source')).toBe('Source that keeps the vessel record.');
    expect(said('boxes[].containerId')).toBe('Number as declared, ISO 6346; `boxes` alone means this.');
    expect(said('boxes[].packedStatus')).toBe('Packed or empty (EUCDM 19 07): A empty, B not empty.');
    expect(() => said('place.name')).toThrow('place.name of cargo');
  });
});

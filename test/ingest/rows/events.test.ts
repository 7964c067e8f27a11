import { describe, expect, it } from '@jest/globals';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { toStored } from '../../../ingest/rows/links.js';

function store(record: SourceRecord) {
  const [stored] = toStored(record, 'feed', (...parts) => parts.join('|'));
  if (stored === undefined) throw new Error('nothing stored');
  const rows = (table: string) => stored.children.find((child) => child.table.endsWith(`.${table}`))?.rows;
  return { ...stored, rows };
}

const seizure = { kind: 'seizure', sourceRef: 's', seizedAt: null, items: [] } as const;
const incident = { kind: 'incident', sourceRef: 'i', incidentKind: null, occurredAt: null } as const;

describe.each([
  ['seizure', seizure],
  ['incident', incident],
] as const)('the links of a %s', (name, record) => {
  it('lead to a consignment where the MRN has its form, and keep it as stated either way', () => {
    const consignments = [{ statedMrn: '18gb 1234567890abc5' }, { statedMrn: 'none known' }];
    expect(store({ ...record, consignments }).rows(`${name}_consignment`)).toMatchObject([
      { stated_mrn: '18gb 1234567890abc5', consignment_ref: 'Consignment|18GB1234567890ABC5' },
      { stated_mrn: 'none known', consignment_ref: null },
    ]);
  });
  it('lead to a container where the number has the form of ISO 6346, and keep it as stated either way', () => {
    expect(store({ ...record, containers: ['csqu 305438-3', 'box'] }).rows(`${name}_container`)).toMatchObject([
      { stated_number: 'csqu 305438-3', container_id: 'CSQU3054383' },
      { stated_number: 'box', container_id: null },
    ]);
  });
  it('name their ids after the link', () => {
    const stored = store({ ...record, containers: ['box'] });
    expect(stored.rows(`${name}_container`)?.[0]?.id).toMatch(new RegExp(`^${name}container_[a-z0-9]{24}$`));
    expect(stored.children.every(({ parentColumn }) => parentColumn === `${name}_id`)).toBe(true);
  });
});

describe('the row of a seizure', () => {
  it('counts its items from 1, and keeps the ship apart from the conveyance, by a well-formed number only', () => {
    const items = [{ category: 'DRUGS' }, { category: 'OTHER' }] as const;
    const stored = store({
      ...seizure,
      items,
      conveyance: { mode: 1, vesselImo: 'IMO 9321483', vesselName: 'Exemplar' },
    });
    expect(stored.rows('seized_item')?.map(({ position }) => position)).toEqual([1, 2]);
    expect(stored.columns).toMatchObject({ conveyance_mode: 1, vessel_imo: '9321483', vessel_stated_name: 'Exemplar' });
    expect(store({ ...seizure, conveyance: { vesselImo: '12' } }).columns.vessel_imo).toBeNull();
  });

  it('keeps the plate of a vehicle as stated, and by what a search finds it; no mark that is no plate', () => {
    const plateOf = (registration: string) => store({ ...seizure, conveyance: { registration } }).columns;
    expect(plateOf('NL 12-AB-34')).toMatchObject({
      conveyance_registration: 'NL 12-AB-34',
      conveyance_plate_key: '12AB34',
    });
    expect(plateOf('QX-EXAMPLE')).toMatchObject({ conveyance_plate_key: null });
  });
});

describe('the row of a joint operation', () => {
  it('has the public id by which policy names it', () => {
    const agencies = [{ role: 'LEAD', agency: 'NL-CUSTOMS' }] as const;
    const stored = store({ kind: 'jointOperation', sourceRef: 'operation_exemplar', name: 'Exemplar', agencies });
    expect(stored.id).toBe('operation_exemplar');
    expect(store(incident).id).toBeUndefined();
  });
});

describe('what an event is said to hold', () => {
  // Why: it is hashed, and says who sees the record at all; making it of every field once would have widened it.
  it('counts what its description counts, and not what is said beside that', () => {
    expect(store({ ...seizure, legalStatus: 'SEIZED' }).data).toEqual(['Seizure.legalStatus']);
    expect(store({ ...seizure, customsOffice: 'NL000396' }).data).toEqual([]);
    const beside = { urgency: 'THREE_DAYS', status: 'OPEN', seaArea: 'Example Sea', unlocode: 'NLRTM' } as const;
    expect(store({ ...incident, ...beside, occurredTo: '2026-01-01T00:00:00Z' }).data).toEqual([]);
    expect(store({ ...incident, ...beside, title: 'Example' }).data).toEqual(['Incident.title']);
  });
});

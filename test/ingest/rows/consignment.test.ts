import { describe, expect, it } from '@jest/globals';
import type { ConsignmentRecord } from '../../../ingest/records/cargo.js';
import { createHolds } from '../../../ingest/rows/envelope/holds.js';
import { toStored } from '../../../ingest/rows/links.js';
import { loadPolicy } from '../../../policy/loading/load.js';

const record: ConsignmentRecord = {
  kind: 'consignment',
  sourceRef: 'specimen-1',
  mrn: null,
  parties: [],
  goodsItems: [],
  transportEquipment: [],
};

const store = (more: Partial<ConsignmentRecord>) => {
  const [stored] = toStored({ ...record, ...more }, 'ens', (...parts) => parts.join('|'));
  if (stored === undefined) throw new Error('nothing stored');
  return stored;
};
const rowsOf = (stored: ReturnType<typeof store>, table: string) =>
  stored.children.find((child) => child.table === `cargo.${table}`)?.rows ?? [];

describe('rows of a consignment', () => {
  it('join the flags of its format with those of its check digits, each once', () => {
    expect(
      store({ mrn: '22GB02I89012847596', qualityFlags: ['HS_FORM', 'MRN_CHECK_DIGIT'] }).columns.quality_flags,
    ).toEqual(['HS_FORM', 'MRN_CHECK_DIGIT']);
  });

  it('have a container once that several items name, with the seals of all', () => {
    const stored = store({
      transportEquipment: [
        { sequence: 1, containerId: 'CSQU3054383', seals: ['S1'] },
        { sequence: 2, containerId: 'csqu 305438-3', sizeType: '22G1', seals: ['S1', 'S2'] },
        { sequence: 3, containerId: 'AD12345' },
      ],
    });
    expect(rowsOf(stored, 'transport_equipment')).toMatchObject([
      { sequence: 1, container_id: 'CSQU3054383', size_type: '22G1', seals: ['S1', 'S2'], quality_flags: [] },
      { sequence: 3, container_id: 'AD12345', quality_flags: ['CONTAINER_FORM'] },
    ]);
  });

  it('compare arrival and departure by the day where either has no time of day', () => {
    const departure = '2026-11-25T10:00:00Z';
    const estimatedArrival = '2026-11-25T00:00:00Z';
    expect(store({ departure, estimatedArrival }).columns.quality_flags).toEqual(['ARRIVAL_BEFORE_DEPARTURE']);
    expect(store({ departure, estimatedArrival, estimatedArrivalStated: '20261125' }).columns.quality_flags).toEqual(
      [],
    );
    expect(
      store({ departure, estimatedArrival: '2026-11-24T00:00:00Z', estimatedArrivalStated: '20261124' }).columns
        .quality_flags,
    ).toEqual(['ARRIVAL_BEFORE_DEPARTURE']);
  });

  it('keep amounts, and say which categories hold data', () => {
    const holds = (more: Partial<ConsignmentRecord>) => [...createHolds(loadPolicy())(store(more).data)].sort();
    expect(store({ freightCost: { minorUnits: 5, currency: 'EUR' } }).columns).toMatchObject({
      freight_minor_units: 5,
      freight_currency: 'EUR',
      invoice_minor_units: null,
    });
    expect(holds({ freightCost: { minorUnits: 5, currency: 'EUR' } })).toEqual(['cargo.goods']);
    expect(holds({ lrn: 'A' })).toEqual(['cargo.movement']);
    expect(holds({ parties: [{ role: 'DECLARANT', name: null, eori: 'GB1' }] })).toEqual(['cargo.parties']);
    expect(holds({})).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { SeizureStatisticRecord } from '../../../ingest/records/seizures.js';
import { createHolds } from '../../../ingest/rows/envelope/holds.js';
import { toStored } from '../../../ingest/rows/links.js';
import { loadPolicy } from '../../../policy/loading/load.js';

const record: SeizureStatisticRecord = {
  kind: 'seizureStatistic',
  sourceRef: 'specimen-1',
  reportedBy: 'SPECIMEN FIELD OFFICE',
  scope: 'Land Only',
  country: 'US',
  periodFrom: '2018-10',
  periodTo: '2018-10',
  category: 'DRUGS',
  drugGroup: 'COCAINE',
  events: 3,
  quantity: 10,
  unit: 'LBR',
  normalisedKg: 4.5359237,
};

describe('a statistical record of seizures', () => {
  it('is one row of its own table and type, never of seizures', () => {
    const stored = toStored(record, 'cbp-seizures', (...parts) => parts.join('|'));
    expect(stored).toHaveLength(1);
    expect(stored[0]).toMatchObject({
      type: 'SeizureStatistic',
      idPrefix: 'statistic',
      table: 'seizures.seizure_statistic',
      ref: 'SeizureStatistic|cbp-seizures|specimen-1',
      children: [],
      columns: { reported_by: 'SPECIMEN FIELD OFFICE', scope: 'Land Only', component: null, events: 3, unit: 'LBR' },
    });
  });

  it('holds data in its own category and in none of a seizure', () => {
    const [stored] = toStored(record, 'cbp-seizures', () => 'ref');
    expect(createHolds(loadPolicy())(stored?.data ?? [])).toEqual(['seizures.statistics']);
  });
});

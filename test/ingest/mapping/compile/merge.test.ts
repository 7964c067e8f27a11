import { describe, expect, it } from '@jest/globals';
import { openMerge } from '../../../../ingest/mapping/compile/merge.js';
import type { SourceRecord } from '../../../../ingest/records/record.js';

const row = (fields: Record<string, unknown>): SourceRecord =>
  ({ kind: 'consignment', sourceRef: 'S-1', raw: 'row', ...fields }) as unknown as SourceRecord;

describe('rows that make one record', () => {
  it('look at each part of it a few times in all: with every row all that was there was read, 37 s for 5000 rows', () => {
    let looks = 0;
    const first = {
      sequence: 1,
      get description() {
        looks += 1;
        return 'Exemplar crates';
      },
    };
    const merge = openMerge(row({ goodsItems: [first], documents: ['D-0'] }));
    for (let at = 1; at < 300; at += 1) {
      merge.add(row({ goodsItems: [{ sequence: 1, description: `Crate ${at}` }], documents: ['D-0', `D-${at}`] }));
    }
    const record = merge.toRecord() as unknown as { goodsItems: { sequence: number }[]; documents: string[] };
    expect(record.goodsItems.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 300 }, (_, at) => at + 1));
    expect(record.documents).toHaveLength(300);
    expect(looks).toBeLessThan(10);
  });

  it('take no row of another envelope, keep the first of two values and say so, and join what lies deeper', () => {
    const merge = openMerge(
      row({ lrn: 'L-1', transportDocument: { type: 'N705' }, parties: [{ name: 'A' }, { name: 'A' }] }),
    );
    expect(merge.add(row({ envelope: { classification: 'SECRET_UE' }, lrn: 'L-3' }))).toBe(false);
    expect(
      merge.add(
        row({
          lrn: 'L-2',
          transportDocument: { reference: 'BL-1' },
          parties: [{ name: 'A' }, { name: 'B' }],
          ucr: 'U',
        }),
      ),
    ).toBe(true);
    expect(merge.rows).toBe(3);
    expect(merge.toRecord()).toEqual({
      kind: 'consignment',
      sourceRef: 'S-1',
      raw: 'row\nrow',
      lrn: 'L-1',
      ucr: 'U',
      transportDocument: { type: 'N705', reference: 'BL-1' },
      parties: [{ name: 'A' }, { name: 'A' }, { name: 'B' }],
      qualityFlags: ['FIRST_OF_SEVERAL'],
    });
  });
});

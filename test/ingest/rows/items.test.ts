import { expect, it } from '@jest/globals';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { createUnderstand } from '../../../ingest/rows/items.js';
import { createRowMaker } from '../../../ingest/rows/rows.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { linkKey } from '../support/samples.js';

const policy = loadPolicy();
const originator = 'EU-SANCTIONS-DESK';
const [source, stated] = ['ofac-sdn', { originator }];
const makeRows = createRowMaker({ policy, linkKey, statement: stated, stated, source });

/** Invented persons; the second and the fifth state a date that is none. */
const persons = [1, 2, 3, 4, 5, 6].map(
  (number) =>
    ({
      kind: 'person',
      sourceRef: String(number),
      names: [{ name: `SPECIMEN ${number}`, kind: 'NAME' }],
      birthDates: [number % 3 === 2 ? 'soon' : '1970-01-31'],
    }) as SourceRecord,
);

it('makes no rows again of what a stopped run has staged, and counts its defects again', () => {
  const read = (staged: number) => {
    const made: string[] = [];
    const understand = createUnderstand({
      ...{ policy, source, originator, stated, kinds: ['person'], files: [], staged },
      makeRows: (record) => {
        made.push(record.sourceRef);
        return makeRows(record);
      },
    });
    const understood = persons.map((record, index) => understand(record, index + 1));
    const rows = understood.flatMap((one) =>
      one.staged.filter(({ row }) => row).map(({ seq, row }) => [seq, row?.contentHash]),
    );
    return { made, rows, rejects: understood.map(({ reject }) => reject) };
  };
  const whole = read(0);
  expect(whole.made).toEqual(['1', '3', '4', '6']);
  for (let staged = 1; staged <= persons.length; staged += 1) {
    const resumed = read(staged);
    expect(resumed.made).toEqual(whole.made.filter((key) => Number(key) > staged));
    expect(resumed.rows).toEqual(whole.rows.filter(([seq]) => Number(seq) > staged));
    expect(resumed.rejects).toEqual(whole.rejects);
  }
});

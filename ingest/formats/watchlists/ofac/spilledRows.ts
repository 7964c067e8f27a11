import type { CsvRow } from '../../../input/text/csv.js';
import { openSpilledTexts } from '../../../spill/spilledTexts.js';
import type { OfacAttachment } from './delivery.js';

/** Rows of one file of the delivery, put away until their entries are met. */
export interface SpilledRows {
  put(row: OfacAttachment): void;
  /** What was put for an entry, in file order. */
  take(entry: number): OfacAttachment[];
  /** Rows that no entry took, in file order; `tooMany` where their entry has more than a record can. */
  left(): Iterable<{ readonly row: OfacAttachment; readonly tooMany: boolean }>;
  close(): void;
}

/** Opens an empty store of rows. Why not a Map: a delivery of a gigabyte in memory takes ten. */
export function openSpilledRows(): SpilledRows {
  const spilled = openSpilledTexts();
  return {
    put: ({ entry, file, row: { line, fields, raw, offset } }) =>
      spilled.put([String(entry)], JSON.stringify([entry, file, line, offset, raw, fields] satisfies PackedRow)),
    take: (entry) => spilled.take(String(entry)).map(({ text }) => toRow(text)),
    left: function* () {
      for (const { text, tooMany } of spilled.left()) yield { row: toRow(text), tooMany };
    },
    close: () => spilled.close(),
  };
}

type PackedRow = [entry: number, file: string, line: number, offset: number, raw: string, fields: CsvRow['fields']];

function toRow(text: string): OfacAttachment {
  const [entry, file, line, offset, raw, fields] = JSON.parse(text) as PackedRow;
  return { kind: 'ofacRow', entry, file, row: { kind: 'row', line, offset, raw, fields } };
}

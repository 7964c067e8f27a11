import type { InputFile } from '../../input/inputFile.js';
import { type CsvRow, readCsv } from '../../input/text/csv.js';
import type { Frame, Reject } from '../../records/record.js';
import { toReject } from '../toReject.js';

/** The heading of a table, and how the rows below it are written. */
export interface TableHead {
  readonly delimiter: string;
  /** Number of the heading line, 1-based; 0 where the table has none. */
  readonly line: number;
  /** The heading line as it stands in the file; null where the table has none. */
  readonly text: string | null;
}

/** What makes rejected rows a table again; absent for one without a heading. */
export function frameOf({ text }: TableHead): Frame | undefined {
  return text === null ? undefined : { before: `${text}\n`, after: '' };
}

/**
 * The rows of a table, streamed, and its lines that are none. Lines above the heading are titles; a line that repeats it
 * (files put one after the other) is no row.
 */
export async function* rowsBelow(
  file: InputFile,
  head: TableHead,
  isWidth: (fields: number) => boolean,
): AsyncGenerator<CsvRow | Reject> {
  const heading = head.text?.trim();
  for await (const row of readCsv(file, { delimiter: head.delimiter, width: isWidth })) {
    if (row.line <= head.line) continue;
    if (row.kind === 'defect') yield toReject(file.name, row, row, frameOf(head));
    else if (row.raw.trim() !== heading) yield row;
  }
}

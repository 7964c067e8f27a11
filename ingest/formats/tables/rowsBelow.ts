import type { InputFile } from '../../input/inputFile.js';
import { type CsvRow, readCsv } from '../../input/text/csv.js';
import type { Trail } from '../../input/trail.js';
import type { Frame, Reject } from '../../records/record.js';
import { toReject } from '../reject.js';

/** The heading line of a table, and its delimiter. */
export interface TableHead {
  readonly delimiter: string;
  /** Number of the heading line, 1-based; 0 where the table has none. */
  readonly line: number;
  /** The heading line as written; null where the table has none. */
  readonly text: string | null;
}

/** The frame that makes rejected rows a table again; absent for one without a heading. */
export function frameOf({ text }: TableHead): Frame | undefined {
  return text === null ? undefined : { before: `${text}\n`, after: '' };
}

/**
 * The rows of a table, streamed, and its lines that are not rows. Lines above the heading are titles; a line that repeats
 * the heading (of concatenated files) is skipped.
 */
export async function* rowsBelow(
  file: InputFile,
  head: TableHead,
  isWidth: (fields: number) => boolean,
  trail?: Trail,
): AsyncGenerator<CsvRow | Reject> {
  const heading = head.text?.trim();
  for await (const row of readCsv(file, { delimiter: head.delimiter, width: isWidth, trail })) {
    if (row.line <= head.line) continue;
    if (row.kind === 'defect') yield toReject(file.name, row, row, frameOf(head));
    else if (row.raw.trim() !== heading) yield row;
  }
}

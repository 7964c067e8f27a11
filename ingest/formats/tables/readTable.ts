import type { InputFile } from '../../input/inputFile.js';
import { type CsvRow, readCsv } from '../../input/text/csv.js';
import { type DecimalSign, findDecimalSign, toDecimalPoint } from '../../mapping/transforms/decimalSign.js';
import type { Frame, Reject } from '../../records/record.js';
import type { FoundHeading, Heading } from './headings.js';
import { toText } from './values.js';

/** One record of a table, by field. */
export interface TableRow<Field extends string> {
  readonly kind: 'row';
  readonly line: number;
  /** The record as it stands in the file. */
  readonly raw: string;
  /** A field's text, a number's with a decimal point; null where the edition lacks it, and where it says that there is none. */
  text(field: Field): string | null;
  /** The record as a reject, with the heading line that reading it again needs. */
  reject(field: string, reason: string): Reject;
}

/** A table and how it is read. */
export interface Table<Field extends string> {
  readonly file: InputFile;
  readonly found: FoundHeading<Field>;
  /** Fields that hold numbers: their text has a decimal point, whatever the file's decimal sign. */
  readonly numbers?: readonly Field[];
  /** Told the name of each unknown column of which a record has a value. */
  readonly unmapped: (column: string) => void;
}

/**
 * The records of a table with headings, streamed, and what is no record of it. Lines above the headings are titles; a
 * line that repeats them (files put one after the other) is no record.
 */
export async function* readTable<Field extends string>(table: Table<Field>): AsyncGenerator<TableRow<Field> | Reject> {
  const { file, unmapped, numbers = [] } = table;
  const { heading, delimiter, line: headingLine, text } = table.found;
  const frame: Frame = { before: `${text}\n`, after: '' };
  const cells = new Set(numbers.flatMap((field) => heading.columns.get(field) ?? []));
  let sign: DecimalSign | undefined;
  for await (const row of readCsv(file, { delimiter, width: (fields) => fields === heading.width })) {
    if (row.line <= headingLine) continue;
    if (row.kind === 'defect') {
      yield toReject(file, row, undefined, row.reason, frame);
      continue;
    }
    if (row.raw.trim() === text.trim()) continue;
    for (const { name, index } of heading.unknown) if (toText(row.fields[index]) !== null) unmapped(name);
    // Why only then: most files have no comma in a number, and need not be read twice.
    if (sign === undefined && [...cells].some((cell) => row.fields[cell]?.includes(','))) {
      sign = await findDecimalSign(numbersOf(table, cells));
    }
    yield toTableRow(file, sign === 'COMMA' ? withDecimalPoints(row, cells) : row, heading, frame);
  }
}

async function* numbersOf<Field extends string>(
  { file, found: { heading, delimiter, line } }: Table<Field>,
  cells: ReadonlySet<number>,
): AsyncGenerator<string> {
  for await (const row of readCsv(file, { delimiter, width: (fields) => fields === heading.width })) {
    if (row.kind === 'defect' || row.line <= line) continue;
    for (const cell of cells) yield row.fields[cell]?.trim().replace(/^\$\s*/, '') ?? '';
  }
}

function withDecimalPoints(row: CsvRow, cells: ReadonlySet<number>): CsvRow {
  return {
    ...row,
    fields: row.fields.map((field, index) => (cells.has(index) ? toDecimalPoint(field.trim()) : field)),
  };
}

function toTableRow<Field extends string>(
  file: InputFile,
  row: CsvRow,
  { columns }: Heading<Field>,
  frame: Frame,
): TableRow<Field> {
  return {
    kind: 'row',
    line: row.line,
    raw: row.raw,
    text: (field) => toText(row.fields[columns.get(field) ?? -1]),
    reject: (field, reason) => toReject(file, row, field, reason, frame),
  };
}

function toReject(
  file: InputFile,
  { line, raw }: { readonly line: number; readonly raw: string | Uint8Array },
  field: string | undefined,
  reason: string,
  frame: Frame,
): Reject {
  return {
    kind: 'reject',
    file: file.name,
    line,
    ...(field === undefined ? {} : { field }),
    reason,
    raw,
    frame,
  };
}

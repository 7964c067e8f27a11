import type { InputFile } from '../../input/inputFile.js';
import type { CsvRow } from '../../input/text/csv.js';
import { type DecimalSign, findDecimalSign, toDecimalPoint } from '../../mapping/transforms/decimalSign.js';
import type { Frame, Reject } from '../../records/record.js';
import { toReject } from '../toReject.js';
import type { FoundHeading, Heading } from './headings.js';
import { frameOf, rowsBelow } from './rowsBelow.js';
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
  const { heading } = table.found;
  const frame = frameOf(table.found);
  const cells = new Set(numbers.flatMap((field) => heading.columns.get(field) ?? []));
  let sign: DecimalSign | undefined;
  for await (const row of rowsBelow(file, table.found, (fields) => fields === heading.width)) {
    if (row.kind === 'reject') {
      yield row;
      continue;
    }
    for (const { name, index } of heading.unknown) if (toText(row.fields[index]) !== null) unmapped(name);
    // Why only then: most files have no comma in a number, and need not be read twice.
    if (sign === undefined && [...cells].some((cell) => row.fields[cell]?.includes(','))) {
      sign = await findDecimalSign(numbersOf(table, cells));
    }
    yield toTableRow(file, sign === 'COMMA' ? withDecimalPoints(row, cells) : row, heading, frame);
  }
}

async function* numbersOf<Field extends string>(
  { file, found }: Table<Field>,
  cells: ReadonlySet<number>,
): AsyncGenerator<string> {
  for await (const row of rowsBelow(file, found, (fields) => fields === found.heading.width)) {
    if (row.kind === 'reject') continue;
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
  frame: Frame | undefined,
): TableRow<Field> {
  return {
    kind: 'row',
    line: row.line,
    raw: row.raw,
    text: (field) => toText(row.fields[columns.get(field) ?? -1]),
    reject: (field, reason) => toReject(file.name, row, { field, reason }, frame),
  };
}

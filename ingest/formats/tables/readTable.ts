import type { InputFile } from '../../input/inputFile.js';
import type { CsvRow } from '../../input/text/csv.js';
import type { Trail } from '../../input/trail.js';
import { type DecimalSign, findDecimalSign, toDecimalPoint } from '../../mapping/transforms/decimalSign.js';
import type { Origin } from '../../records/base.js';
import type { Frame, Reject } from '../../records/record.js';
import { toReject } from '../reject.js';
import type { FoundHeading, Heading } from './headings.js';
import { frameOf, rowsBelow } from './rowsBelow.js';
import { toText } from './values.js';

/** One row of a table, by field. */
export interface TableRow<Field extends string> {
  readonly kind: 'row';
  readonly origin: Origin;
  /** The row as written in the file. */
  readonly raw: string;
  /** A field's text, numbers with a decimal point; null where the edition lacks the column or the cell states no value. */
  text(field: Field): string | null;
  /** The row as a reject, with the heading line needed to read it again. */
  reject(field: string, reason: string): Reject;
}

/** A table to read. */
export interface Table<Field extends string> {
  readonly file: InputFile;
  readonly found: FoundHeading<Field>;
  /** Fields that hold numbers: their text gets a decimal point, whatever the file's decimal sign. */
  readonly numbers?: readonly Field[];
  /** Called with the name of each unknown column that has a value, once a row. */
  readonly unmapped: (column: string) => void;
  readonly trail?: Trail | undefined;
}

/** The rows of a table with headings, streamed, and its lines that are not rows. See `rowsBelow`. */
export async function* readTable<Field extends string>(table: Table<Field>): AsyncGenerator<TableRow<Field> | Reject> {
  const { file, unmapped, numbers = [], trail } = table;
  const { heading } = table.found;
  const frame = frameOf(table.found);
  const cells = new Set(numbers.flatMap((field) => heading.columns.get(field) ?? []));
  let sign: DecimalSign | undefined;
  for await (const row of rowsBelow(file, table.found, (fields) => fields === heading.width, trail)) {
    if (row.kind === 'reject') {
      yield row;
      continue;
    }
    for (const { name, index } of heading.unknown) if (toText(row.fields[index]) !== null) unmapped(name);
    // Why not before the first comma: most files have none in a number, and need not be read twice.
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
    origin: { file: file.name, line: row.line },
    raw: row.raw,
    text: (field) => toText(row.fields[columns.get(field) ?? -1]),
    reject: (field, reason) => toReject(file.name, row, { field, reason }, frame),
  };
}

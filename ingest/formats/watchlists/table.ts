import { toHead } from '../../input/fileHead.js';
import type { InputFile } from '../../input/inputFile.js';
import { readCsv } from '../../input/text/csv.js';
import type { Frame, Reject } from '../../records/record.js';
import { knownElements } from '../fates.js';
import type { Delivery, DeliveryItem, FileHead } from '../format.js';
import { refuseFile } from '../otherFiles.js';
import { headRows } from './headFields.js';
import { createKeyCounter, type KeyCounter } from './keys.js';

/** A list with a header, as a format expects it. */
export interface TableForm {
  /** Columns of the specification, as it writes them. */
  readonly columns: readonly string[];
  /** Those without which a file is none of this format. */
  readonly required: readonly string[];
  /** Delimiters that the format is written with. */
  readonly delimiters: readonly string[];
}

/** The header that was found in a file. */
export interface TableHeader {
  readonly delimiter: string;
  /** Each column of the file: the specification's name for it, or, where it has none, as the file writes it. */
  readonly columns: readonly string[];
}

/** One row, by column. */
export interface TableRow {
  readonly kind: 'row';
  readonly file: string;
  readonly line: number;
  readonly raw: string;
  /** The header line above it. */
  readonly frame: Frame;
  /** Every column of the file with its text. */
  readonly cells: readonly (readonly [column: string, text: string])[];
  /** A field's text without white space at its ends; null where it is empty or the file has no such column. */
  field(column: string): string | null;
}

/** The header of a file of this form: names in any case and order, with blanks for underscores. Null where it has none. */
export function findHeader(head: FileHead, form: TableForm): TableHeader | null {
  const known = new Map(form.columns.map((column) => [toKey(column), column]));
  const firstLine = head.text.split(/\r\n?|\n/).find((line) => line.trim() !== '') ?? '';
  for (const delimiter of form.delimiters) {
    const [fields] = headRows(firstLine, delimiter);
    if (!fields) continue;
    const columns = fields.map((field) => known.get(toKey(field)) ?? field.trim());
    if (form.required.every((column) => columns.includes(column))) return { delimiter, columns };
  }
  return null;
}

/**
 * The headers of all files of a delivery.
 *
 * @throws BAD_USER_INPUT where one has none of this form
 */
async function findHeaders(files: readonly InputFile[], form: TableForm): Promise<readonly TableHeader[]> {
  return Promise.all(
    files.map(async (file) => {
      const header = findHeader(await toHead(file), form);
      if (header !== null) return header;
      throw await refuseFile(
        file,
        `The first line of ${file.name} does not name the columns ${form.required.join(', ')}.`,
      );
    }),
  );
}

/** The rows of a file, streamed, without its header; a header that is repeated further down is no row. */
async function* readTable(file: InputFile, header: TableHeader): AsyncGenerator<TableRow | Reject> {
  const { columns, delimiter } = header;
  let frame: Frame | undefined;
  let headerFields = '';
  for await (const row of readCsv(file, { delimiter, width: (fields) => fields === columns.length })) {
    const where = { file: file.name, line: row.line };
    if (row.kind === 'defect') {
      yield { kind: 'reject', ...where, reason: row.reason, raw: row.raw, ...(frame ? { frame } : {}) };
      continue;
    }
    if (frame === undefined) {
      frame = { before: `${row.raw}\n`, after: '\n' };
      headerFields = row.fields.join('\n');
      continue;
    }
    if (row.fields.join('\n') === headerFields) continue;
    const cells = columns.map((column, at) => [column, (row.fields[at] ?? '').trim()] as const);
    // Why reversed: of two columns with one name the first is meant.
    const byColumn = new Map([...cells].reverse());
    yield { kind: 'row', ...where, raw: row.raw, frame, cells, field: (column) => byColumn.get(column) || null };
  }
}

/** The items of a delivery of such lists: what `toItem` makes of each row; keys that are given out again are counted. */
export async function* readLists(
  { files, unmapped }: Delivery,
  form: TableForm,
  fates: string,
  toItem: (row: TableRow, toKey: KeyCounter) => DeliveryItem,
): AsyncGenerator<DeliveryItem> {
  const headers = await findHeaders(files, form);
  const known = knownElements(fates);
  const toKey = createKeyCounter();
  for (const [at, file] of files.entries()) {
    for await (const row of readTable(file, headers[at] as TableHeader)) {
      if (row.kind === 'row') for (const [column, text] of row.cells) if (text && !known.has(column)) unmapped(column);
      yield row.kind === 'row' ? toItem(row, toKey) : row;
    }
  }
}

/** A reject of a row that was read. */
export function rejectRow({ file, line, raw, frame }: TableRow, field: string, reason: string): Reject {
  return { kind: 'reject', file, line, field, reason, raw, frame };
}

function toKey(column: string): string {
  return column.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '');
}

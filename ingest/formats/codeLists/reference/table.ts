import type { InputFile } from '../../../input/inputFile.js';
import { readCsv } from '../../../input/text/csv.js';
import type { Reject } from '../../../records/record.js';
import type { ElementFates } from '../../format.js';

/** Where the columns of a table stand. */
export interface Header {
  /** Position by `toColumnKey` of the name. */
  readonly columns: ReadonlyMap<string, number>;
  /** Names as the file writes them. */
  readonly names: readonly string[];
  readonly delimiter: string;
  /** The header line itself; null for a layout that has none. */
  readonly raw: string | null;
}

/** One row of a table. */
export interface TableRow {
  readonly file: string;
  readonly line: number;
  readonly raw: string;
  readonly fields: readonly string[];
  /** Value of a column, without white space at its ends; null where it is empty or there is no such column. */
  get(column: string): string | null;
}

/** What two spellings of a column's name have in common: letters and digits, in lower case. */
export function toColumnKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The first lines of a file's beginning; they end as the file's lines do: by LF, CR LF, or CR. */
export function headLines(text: string, limit?: number): string[] {
  return text.split(/\r\n?|\n/, limit);
}

/**
 * The header of a table, from the beginning of its file: the first line, where it has all the required columns, in any
 * order, case and spacing, separated by commas, semicolons or tabs. Null where it has not.
 */
export function findHeader(text: string, required: readonly string[]): Header | null {
  const raw = headLines(text, 1)[0] ?? '';
  for (const delimiter of [',', ';', '\t']) {
    const names = raw.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    const columns = new Map(names.map((name, index) => [toColumnKey(name), index]));
    if (required.every((name) => columns.has(toColumnKey(name)))) return { columns, names, delimiter, raw };
  }
  return null;
}

/**
 * The rows of a table, streamed, and its lines that are no rows. A value in a column that `elements` does not name is
 * told to `unmapped`.
 */
export async function* readTable(
  file: InputFile,
  header: Header,
  elements: ElementFates,
  unmapped: (element: string) => void,
): AsyncGenerator<({ readonly kind: 'row' } & TableRow) | Reject> {
  const { columns, names, delimiter } = header;
  const known = new Set(
    [...Object.keys(elements.mapped), ...elements.raw, ...Object.keys(elements.dropped)].map(toColumnKey),
  );
  const strange = names.flatMap((name, index) => (known.has(toColumnKey(name)) ? [] : [{ name, index }]));
  // A layout without a header may leave its last column out, or end each line with one comma more.
  const slack = header.raw === null ? 1 : 0;
  let headerPending = header.raw !== null;
  for await (const row of readCsv(file, { width: (fields) => Math.abs(fields - names.length) <= slack, delimiter })) {
    if (headerPending) {
      headerPending = false;
      continue;
    }
    const { line } = row;
    if (row.kind === 'defect') {
      yield { kind: 'reject', file: file.name, line, reason: row.reason, raw: row.raw, ...frameOf(header) };
      continue;
    }
    for (const { name, index } of strange) if ((row.fields[index] ?? '').trim() !== '') unmapped(name);
    const get = (column: string): string | null => row.fields[columns.get(toColumnKey(column)) ?? -1]?.trim() || null;
    yield { kind: 'row', file: file.name, line, raw: row.raw, fields: row.fields, get };
  }
}

/** What makes a rejected row a table again. */
export function frameOf(header: Header): Pick<Reject, 'frame'> {
  return header.raw === null ? {} : { frame: { before: `${header.raw}\n`, after: '' } };
}

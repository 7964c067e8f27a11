import type { InputFile } from '../../input/inputFile.js';
import type { Trail } from '../../input/trail.js';
import type { Origin } from '../../records/base.js';
import type { Reject } from '../../records/record.js';
import { toReject } from '../reject.js';
import { headRows } from './headRows.js';
import { frameOf, rowsBelow, type TableHead } from './rowsBelow.js';

/** The header line of a table. */
export interface Header extends TableHead {
  /** Position by `toColumnKey` of the name; the first of two columns with one name. */
  readonly columns: ReadonlyMap<string, number>;
  /** Names as the file writes them. */
  readonly names: readonly string[];
}

/** One row of a table. */
export interface TableRow {
  readonly origin: Origin;
  readonly raw: string;
  readonly fields: readonly string[];
  /** Trimmed value of a column; null where it is empty or there is no such column. */
  get(column: string): string | null;
  /** The row as a reject, with the heading line needed to read it again. */
  reject(field: string, reason: string): Reject;
}

/** Normalises a column's name: its letters and digits, in lower case. */
export function toColumnKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The first lines of a file's head; lines end by LF, CR LF or CR. */
export function headLines(text: string, limit?: number): string[] {
  return text.split(/\r\n?|\n/, limit);
}

/**
 * The header of a table, from the head of its file: the first line that is not empty, where it has all the required
 * columns, in any order, case and spacing; null otherwise.
 *
 * @param titles how many title lines may precede it
 */
export function findHeader(
  text: string,
  required: readonly string[],
  delimiters: readonly string[] = [',', ';', '\t'],
  titles = 0,
): Header | null {
  const lines = [...headLines(text).entries()].filter(([, line]) => line.trim() !== '').slice(0, 1 + titles);
  for (const [at, line] of lines) {
    for (const delimiter of delimiters) {
      const [names = []] = headRows(line, delimiter);
      const header = headerFrom(names, { delimiter, line: at + 1, text: line });
      if (required.every((name) => header.columns.has(toColumnKey(name)))) return header;
    }
  }
  return null;
}

/** The header of a table whose columns have these names, by default of one that has no header line and this order of columns. */
export function headerFrom(
  names: readonly string[],
  head: TableHead = { delimiter: ',', line: 0, text: null },
): Header {
  const columns = [...names.entries()].map(([index, name]) => [toColumnKey(name), index] as const);
  return { ...head, names: names.map((name) => name.trim()), columns: new Map(columns.reverse()) };
}

/**
 * The rows of a table, streamed, and its lines that are not rows. `unmapped` gets the name of each column with a value
 * that is not one of the `known`.
 */
export async function* readTable(
  file: InputFile,
  header: Header,
  known: Iterable<string>,
  unmapped: (element: string) => void,
  trail?: Trail,
): AsyncGenerator<({ readonly kind: 'row' } & TableRow) | Reject> {
  const { columns, names } = header;
  const keys = new Set([...known].map(toColumnKey));
  const unknown = names.flatMap((name, index) => (keys.has(toColumnKey(name)) ? [] : [{ name, index }]));
  // A layout without a header may leave its last column out, or end each line with an extra comma.
  const slack = header.text === null ? 1 : 0;
  for await (const row of rowsBelow(file, header, (fields) => Math.abs(fields - names.length) <= slack, trail)) {
    if (row.kind === 'reject') {
      yield row;
      continue;
    }
    const { line, raw, fields } = row;
    for (const { name, index } of unknown) if ((fields[index] ?? '').trim() !== '') unmapped(name);
    const get = (column: string): string | null => fields[columns.get(toColumnKey(column)) ?? -1]?.trim() || null;
    const reject = (field: string, reason: string) => toReject(file.name, row, { field, reason }, frameOf(header));
    yield { kind: 'row', origin: { file: file.name, line }, raw, fields, get, reject };
  }
}

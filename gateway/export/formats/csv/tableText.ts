import { toCsvCell } from '../../../../schema/formats/csvCell.js';
import { placesText, withheldText } from '../facts.js';
import type { TableRow } from './tableRows.js';
import { keyColumns, markColumns, type Table } from './tables.js';

/** The first line of a table. Why a byte order mark: without one, spreadsheets do not read it as UTF-8. */
export function headLine({ columns }: Table): string {
  return `\uFEFF${toLine([...keyColumns, ...columns, ...markColumns])}`;
}

/** A row of a table as a line; a value that is null, or was kept back, is no text at all, an empty text is `""`. */
export function rowLine({ columns }: Table, { row, parent, values, cells, more }: TableRow, page: number): string {
  return toLine([
    row,
    ...(parent === null
      ? [null, null, null, null, null]
      : [parent.row, parent.table, parent.id, parent.field, parent.position]),
    ...columns.map((column) => values.get(column)),
    withheldText(cells) || null,
    placesText(more) || null,
    page,
  ]);
}

/** A line of cells; lists are JSON. */
export function toLine(values: readonly unknown[]): string {
  return `${values.map(toText).join(',')}\r\n`;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value === '') return '""';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return toCsvCell(value);
  return toCsvCell(JSON.stringify(value));
}

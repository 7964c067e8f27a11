import pg from 'pg';
import type { TableColumn } from './tableColumns.js';

/** A row by column name. Dates, arrays, nested values for jsonb and bytes are all fine. */
export type TableRow = Readonly<Record<string, unknown>>;

/** An INSERT of many rows with one parameter, and that parameter. */
export interface RowsInsert {
  readonly text: string;
  readonly values: readonly [string];
}

/**
 * `insert into table (...) select ... from jsonb_to_recordset($1)`: one parameter for any number of rows, and arrays of
 * arrays, which `unnest` cannot take apart, stay whole. A column that some rows leave out gets its default there.
 *
 * @param table schema-qualified
 * @throws TypeError for a column that the table does not have
 */
export function insertRows(
  table: string,
  columns: ReadonlyMap<string, TableColumn>,
  rows: readonly TableRow[],
): RowsInsert {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row).filter((name) => row[name] !== undefined)))].sort();
  const used = names.map((name) => columns.get(name) ?? unknownColumn(table, name));
  const definitions = used.map(({ name, type }) => `${quote(name)} ${type}`);
  const selected = used.map(({ name, fallback }) =>
    fallback ? `coalesce(d.${quote(name)}, ${fallback})` : `d.${quote(name)}`,
  );
  return {
    text:
      `insert into ${quoteTable(table)} (${names.map(quote).join(', ')}) ` +
      `select ${selected.join(', ')} from jsonb_to_recordset($1::jsonb) as d(${definitions.join(', ')})`,
    values: [JSON.stringify(rows.map(toJson))],
  };
}

/** Quoted, schema and name apart. */
export function quoteTable(table: string): string {
  return table.split('.').map(quote).join('.');
}

/** Quoted name of a column. */
export function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

function toJson(row: TableRow): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJsonValue(value)]));
}

function toJsonValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return typeof value === 'bigint' ? value.toString() : value;
}

function unknownColumn(table: string, name: string): never {
  throw new TypeError(`the table ${table} has no column ${name}`);
}

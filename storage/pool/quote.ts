import pg from 'pg';

/** Quoted, schema and name apart. */
export function quoteTable(table: string): string {
  return table.split('.').map(quote).join('.');
}

/** Quoted name of a column. */
export function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

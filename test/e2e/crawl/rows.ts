import type { Client } from 'pg';
import { sourceOfRows } from '../../../subgraphs/kit/explaining/placed.js';

/** What the tables of all sources hold, as a superuser reads them. */
export interface Rows {
  /** The columns of a row by the id of its record or link; null where the type has no table of its own name. */
  of(type: string, id: string): Promise<Readonly<Record<string, unknown>> | null>;
}

/** @param admin a superuser of the database */
export async function openRows(admin: Pick<Client, 'query'>): Promise<Rows> {
  const { rows: tables } =
    await admin.query(`select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema in (select table_schema from information_schema.columns where column_name = 'id')`);
  const names = new Set(tables.map(({ name }) => name));
  const known = new Map<string, Readonly<Record<string, unknown>> | null>();
  return {
    async of(type, id) {
      const table = `${sourceOfRows(type)}.${columnOf(type).slice(1)}`;
      if (!names.has(table)) return null;
      const found = known.get(id);
      if (found !== undefined) return found;
      const { rows } = await admin.query(`select to_jsonb(r) as row from ${table} r where id = $1`, [id]);
      const row = rows[0]?.row ?? null;
      known.set(id, row);
      return row;
    },
  };
}

/** Name of the column that has the value of a field, where it is called as the field. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

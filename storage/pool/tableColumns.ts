import type { WritableDatabase } from '../types.js';

/** A column of a table, as PostgreSQL describes it. */
export interface TableColumn {
  readonly name: string;
  /** E.g. `text[]`, `timestamp with time zone`. */
  readonly type: string;
  /** Default expression; null if there is none. */
  readonly fallback: string | null;
}

const known = new WeakMap<WritableDatabase, Map<string, Promise<ReadonlyMap<string, TableColumn>>>>();

/** Columns of a schema-qualified table by name, read once for each database object. */
export function tableColumns(db: WritableDatabase, table: string): Promise<ReadonlyMap<string, TableColumn>> {
  const tables = known.get(db) ?? new Map<string, Promise<ReadonlyMap<string, TableColumn>>>();
  known.set(db, tables);
  const columns = tables.get(table) ?? readColumns(db, table);
  tables.set(table, columns);
  // A failure must not be remembered.
  columns.catch(() => tables.delete(table));
  return columns;
}

async function readColumns(db: WritableDatabase, table: string): Promise<ReadonlyMap<string, TableColumn>> {
  const [schema, name] = table.split('.');
  const rows = await db.exec<TableColumn>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, pg_get_expr(d.adbin, d.adrelid) as fallback
     from pg_attribute a
     join pg_class c on c.oid = a.attrelid
     join pg_namespace n on n.oid = c.relnamespace
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
    [schema, name],
  );
  if (rows.length === 0) throw new TypeError(`there is no table ${table}`);
  return new Map(rows.map((row) => [row.name, row]));
}

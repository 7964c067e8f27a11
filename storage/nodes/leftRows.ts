import type pg from 'pg';
import { quoteTable } from '../pool/quote.js';
import { StorageError } from '../storageError.js';
import type { MigratedSchema } from '../types.js';

/*
 * Citus copies rows to their node and leaves them in the coordinator's own files as well, where no statement sees them, and no purge
 * reaches them.
 */

/** Longest time, as PostgreSQL writes it, for which others use a table: what asks behind us waits as long. */
const longestWait = '5s';

/** Rows by table. */
export type Rows = Readonly<Record<string, string>>;

/** The tables of a schema that is on no node yet, as `cargo.consignment`. */
export async function tablesOf(admin: pg.Client, schema: MigratedSchema): Promise<readonly string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select $1 || '.' || relname as name from pg_class where relnamespace = to_regnamespace($1) and relkind = 'r' order by 1`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

/** Keeps others from tables until the transaction ends. Fails (55P03) where one of them is in use for long: then nobody waits for us. */
export async function lockTables(admin: pg.Client, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return;
  await admin.query(`set local lock_timeout = '${longestWait}'`);
  await admin.query(`lock table ${tables.map(quoteTable).join(', ')} in access exclusive mode`);
  await admin.query('set local lock_timeout to default');
}

/** Counts the rows of tables, wherever they are. */
export async function countRows(admin: pg.Client, tables: readonly string[]): Promise<Rows> {
  if (tables.length === 0) return {};
  const counts = tables.map((table) => `select '${table}' as name, count(*)::text as rows from ${quoteTable(table)}`);
  const { rows } = await admin.query<{ name: string; rows: string }>(counts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, rows }) => [name, rows]));
}

/** @throws StorageError DISTRIBUTION_FAILED where a table has other rows than before, in number */
export function assertSameRows(schema: MigratedSchema, before: Rows, after: Rows): void {
  for (const [table, rows] of Object.entries(before)) {
    if (rows === after[table]) continue;
    throw new StorageError(
      'DISTRIBUTION_FAILED',
      `Of ${rows} rows of ${table} the node has ${after[table] ?? 'none'}: the schema ${schema} is where it was.`,
      'Report this line, with the version of Citus.',
    );
  }
}

/** Takes the rows of a distributed schema out of the coordinator's own files. @returns how many bytes these had */
export async function clearLeft(admin: pg.Client, schema: MigratedSchema): Promise<number> {
  // Why pg_relation_size: it looks at this server alone. Behind deleted rows, long values may be left in a file of their own.
  const { rows } = await admin.query<{ name: string; bytes: string }>(
    `select $1 || '.' || relname as name,
       (pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)), 0))::text as bytes
     from pg_class c join pg_dist_partition on logicalrelid = c.oid where relnamespace = to_regnamespace($1) order by 1`,
    [schema],
  );
  const left = rows.filter(({ bytes }) => bytes !== '0');
  if (left.length === 0) return 0;
  await lockTables(
    admin,
    rows.map(({ name }) => name),
  );
  for (const { name } of left)
    await admin.query('select truncate_local_data_after_distributing_table($1::regclass)', [name]);
  return left.reduce((sum, { bytes }) => sum + Number(bytes), 0);
}

/** True while PostgreSQL keeps values of a schema's columns at the coordinator, to plan by. */
export async function hasSamples(admin: pg.Client, schema: MigratedSchema): Promise<boolean> {
  const { rowCount } = await admin.query(
    `select from pg_stats s join pg_class c on c.relname = s.tablename and c.relnamespace = s.schemaname::regnamespace
       join pg_dist_partition on logicalrelid = c.oid where s.schemaname = $1 limit 1`,
    [schema],
  );
  return Boolean(rowCount);
}

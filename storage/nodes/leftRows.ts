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

/**
 * Takes deleted rows out of the coordinator's own files of tables that have no row at their node, so that what is left has rows.
 * In no transaction.
 */
export async function clearDeleted(admin: pg.Client, schema: MigratedSchema): Promise<void> {
  const left = (await filesOf(admin, schema)).filter(({ bytes }) => bytes > 0);
  for (const table of await emptyAtNode(admin, left)) await admin.query(`vacuum ${quoteTable(table)}`);
}

/**
 * Takes the rows of a distributed schema out of the coordinator's own files.
 *
 * @param areCopied true where their copies at the node were counted in this transaction
 * @returns how many bytes these had
 * @throws StorageError DISTRIBUTION_FAILED where they may be the only copy
 */
export async function clearLeft(admin: pg.Client, schema: MigratedSchema, areCopied: boolean): Promise<number> {
  const files = await filesOf(admin, schema);
  const left = files.filter(({ bytes }) => bytes > 0);
  if (left.length === 0) return 0;
  // Why all: those that refer to a table are emptied with it.
  await lockTables(
    admin,
    files.map(({ name }) => name),
  );
  if (!areCopied) await assertHeld(admin, schema, left);
  for (const { name } of left)
    await admin.query('select truncate_local_data_after_distributing_table($1::regclass)', [name]);
  return left.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Why a row is enough: what is here cannot be counted, and the node may have purged some since. */
async function assertHeld(admin: pg.Client, schema: MigratedSchema, left: readonly LocalFile[]): Promise<void> {
  const [lost] = await emptyAtNode(admin, left);
  if (lost === undefined) return;
  throw new StorageError(
    'DISTRIBUTION_FAILED',
    `The node of ${schema} has no row of ${lost}, and the coordinator has some: they may be the only copy, and are kept.`,
    `Restore the node if it lost them. If ${lost} is rightly empty, as after a purge, run as its owner at the coordinator: ` +
      `select truncate_local_data_after_distributing_table('${lost}'), then the same command again.`,
  );
}

/** A table on a node, and the bytes that the coordinator's own files of it have. */
interface LocalFile {
  readonly name: string;
  readonly bytes: number;
}

async function filesOf(admin: pg.Client, schema: MigratedSchema): Promise<readonly LocalFile[]> {
  // Why pg_relation_size: it looks at this server alone. Behind deleted rows, long values may be left in a file of their own.
  const { rows } = await admin.query<{ name: string; bytes: string }>(
    `select $1 || '.' || relname as name,
       (pg_relation_size(c.oid) + coalesce(pg_relation_size(nullif(c.reltoastrelid, 0)), 0))::text as bytes
     from pg_class c join pg_dist_partition on logicalrelid = c.oid where relnamespace = to_regnamespace($1) order by 1`,
    [schema],
  );
  return rows.map(({ name, bytes }) => ({ name, bytes: Number(bytes) }));
}

/** Those of which the node has no row. */
async function emptyAtNode(admin: pg.Client, files: readonly LocalFile[]): Promise<readonly string[]> {
  const tables = files.map(({ name }) => name);
  const rows = await countRows(admin, tables);
  return tables.filter((table) => rows[table] === '0');
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

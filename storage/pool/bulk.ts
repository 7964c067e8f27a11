import type { Transaction, WritableDatabase } from '../types.js';
import { databaseConstraint, sqlState } from './databaseErrors.js';
import { insertRows, quote, quoteTable, type TableRow } from './insertRows.js';
import { type TableColumn, tableColumns } from './tableColumns.js';

/** One record of a table, with the rows that hang on it. */
export interface BulkRecord {
  /** All of the record's columns, `id`, `ref`, `source`, `source_ref` and `content_hash` among them. */
  readonly columns: TableRow;
  /** In an order in which each may refer to those before it; a table that has no rows now is still named. */
  readonly children?: readonly BulkChildren[];
}

/** Rows of one child table; the column that names the parent is filled in here. */
export interface BulkChildren {
  readonly table: string;
  readonly parentColumn: string;
  readonly rows: readonly TableRow[];
}

export interface RecordBatch {
  /** Schema-qualified table of the records. */
  readonly table: string;
  readonly records: readonly BulkRecord[];
}

/** A record that PostgreSQL would not take. */
export interface RejectedRecord {
  /** Position in the batch. */
  readonly index: number;
  /** SQLSTATE, e.g. `22008` for an impossible date. */
  readonly sqlState: string;
  /** Constraint or column at fault, where PostgreSQL names one. Never the value. */
  readonly at: string | null;
}

/** What became of a batch; the four add up to its records. */
export interface UpsertResult {
  readonly inserted: number;
  readonly updated: number;
  /** Those with the content hash that is stored already, and earlier statements of a record that comes twice. */
  readonly unchanged: number;
  readonly rejected: readonly RejectedRecord[];
}

/** Records a statement. */
const chunkSize = 1000;

/** Attempts where another writer was in the way (SQLSTATE 40001, 40P01). */
const attempts = 4;

interface Tally {
  inserted: number;
  updated: number;
  unchanged: number;
  readonly rejected: RejectedRecord[];
}

interface Item {
  readonly index: number;
  readonly record: BulkRecord;
}

/**
 * Stores a batch in one transaction, idempotent by (source, source_ref): a record with the stored content hash is left
 * alone; a changed one keeps its `id`, and its children are replaced. A record that PostgreSQL refuses is left out and
 * reported, with its children; the others are stored.
 *
 * @throws PortcullisError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT; INTERNAL for a table or column that does not exist
 */
export async function upsertRecords(db: WritableDatabase, batch: RecordBatch): Promise<UpsertResult> {
  const tables = [
    batch.table,
    ...new Set(batch.records.flatMap(({ children = [] }) => children.map(({ table }) => table))),
  ];
  const columns = new Map<string, ReadonlyMap<string, TableColumn>>();
  for (const table of tables) columns.set(table, await tableColumns(db, table));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction((transaction) => upsertIn(transaction, batch, columns));
    } catch (error) {
      if (attempt === attempts || !['40001', '40P01'].includes(sqlState(error) ?? '')) throw error;
    }
  }
}

type Columns = ReadonlyMap<string, ReadonlyMap<string, TableColumn>>;

async function upsertIn(transaction: Transaction, batch: RecordBatch, columns: Columns): Promise<UpsertResult> {
  const tally: Tally = { inserted: 0, updated: 0, unchanged: 0, rejected: [] };
  const items = lastOfEach(batch.records);
  tally.unchanged += batch.records.length - items.length;
  for (let start = 0; start < items.length; start += chunkSize) {
    const chunk = items.slice(start, start + chunkSize);
    const changed = await onlyChanged(transaction, batch.table, chunk);
    tally.unchanged += chunk.length - changed.length;
    if (changed.length > 0) await storeOrSplit(transaction, batch.table, columns, changed, tally);
  }
  return tally;
}

/** The last statement of each record, in key order. Why ordered: two writers then wait for each other, never both. */
function lastOfEach(records: readonly BulkRecord[]): Item[] {
  const byKey = new Map(records.map((record, index) => [keyOf(record.columns), { index, record }] as const));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

function keyOf(row: TableRow): string {
  return JSON.stringify([row.source, row.source_ref]);
}

async function onlyChanged(transaction: Transaction, table: string, items: readonly Item[]): Promise<Item[]> {
  const stored = await transaction.exec<{ source: string; source_ref: string; content_hash: string }>(
    `select t.source, t.source_ref, t.content_hash from ${quoteTable(table)} t
     join unnest($1::text[], $2::text[]) k(source, source_ref) on t.source = k.source and t.source_ref = k.source_ref`,
    [items.map(({ record }) => record.columns.source), items.map(({ record }) => record.columns.source_ref)],
  );
  const hashes = new Map(stored.map((row) => [keyOf({ ...row }), row.content_hash]));
  return items.filter(({ record }) => hashes.get(keyOf(record.columns)) !== record.columns.content_hash);
}

/** Stores the items together; where PostgreSQL refuses one, halves them until it stands alone. */
async function storeOrSplit(
  transaction: Transaction,
  table: string,
  columns: Columns,
  items: readonly Item[],
  tally: Tally,
): Promise<void> {
  // Why one name: PostgreSQL lets savepoints shadow each other, and the statement stays the same text.
  await transaction.exec('savepoint bulk');
  try {
    const { inserted, updated } = await store(transaction, table, columns, items);
    await transaction.exec('release savepoint bulk');
    tally.inserted += inserted;
    tally.updated += updated;
    tally.unchanged += items.length - inserted - updated;
    return;
  } catch (error) {
    const state = sqlState(error) ?? '';
    // Classes 22 (data exception) and 23 (integrity constraint): the record's own fault.
    if (!/^2[23]/.test(state)) throw error;
    await transaction.exec('rollback to savepoint bulk');
    const [only] = items;
    if (items.length === 1 && only) {
      tally.rejected.push({ index: only.index, sqlState: state, at: databaseConstraint(error) });
      return;
    }
  }
  const half = Math.ceil(items.length / 2);
  await storeOrSplit(transaction, table, columns, items.slice(0, half), tally);
  await storeOrSplit(transaction, table, columns, items.slice(half), tally);
}

interface StoredRow {
  readonly id: string;
  readonly source: string;
  readonly source_ref: string;
  readonly inserted: boolean;
}

async function store(
  transaction: Transaction,
  table: string,
  columns: Columns,
  items: readonly Item[],
): Promise<{ readonly inserted: number; readonly updated: number }> {
  const rows = items.map(({ record }) => record.columns);
  const insert = insertRows(table, columnsOf(columns, table), rows);
  const updates = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    .filter((name) => !['id', 'source', 'source_ref'].includes(name))
    .map((name) => `${quote(name)} = excluded.${quote(name)}`);
  const stored = await transaction.exec<StoredRow>(
    `${insert.text} on conflict (source, source_ref) do update set ${updates.join(', ')}
     where ${quoteTable(table)}.content_hash <> excluded.content_hash
     returning id, source, source_ref, (xmax = 0) as inserted`,
    insert.values,
  );
  await replaceChildren(transaction, columns, items, stored);
  const inserted = stored.filter((row) => row.inserted).length;
  return { inserted, updated: stored.length - inserted };
}

async function replaceChildren(
  transaction: Transaction,
  columns: Columns,
  items: readonly Item[],
  stored: readonly StoredRow[],
): Promise<void> {
  const ids = new Map(stored.map((row) => [keyOf({ ...row }), row.id]));
  const tables = new Map<string, { readonly parentColumn: string; readonly rows: TableRow[] }>();
  for (const { record } of items) {
    const id = ids.get(keyOf(record.columns));
    if (id === undefined) continue;
    for (const { table, parentColumn, rows } of record.children ?? []) {
      const all = tables.get(table) ?? { parentColumn, rows: [] };
      tables.set(table, all);
      for (const row of rows) all.rows.push({ ...row, [parentColumn]: id });
    }
  }
  const updated = stored.filter((row) => !row.inserted).map((row) => row.id);
  // Why backwards: a child may refer to one of a table before its own.
  for (const [table, { parentColumn }] of updated.length > 0 ? [...tables].reverse() : []) {
    await transaction.exec(`delete from ${quoteTable(table)} where ${quote(parentColumn)} = any($1)`, [updated]);
  }
  for (const [table, { rows }] of tables) {
    if (rows.length === 0) continue;
    const insert = insertRows(table, columnsOf(columns, table), rows);
    await transaction.exec(insert.text, insert.values);
  }
}

function columnsOf(columns: Columns, table: string): ReadonlyMap<string, TableColumn> {
  return columns.get(table) ?? new Map();
}

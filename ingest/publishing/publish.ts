// SPDX-License-Identifier: Apache-2.0
import { databaseConstraint, sqlState } from '../../storage/databaseErrors.js';
import { tableColumns } from '../../storage/tableColumns.js';
import type { Transaction, WritableDatabase } from '../../storage/types.js';
import type { RecordSource } from '../record.js';
import {
  type Columns,
  deleteChildren,
  endProvenance,
  insertChildren,
  keepHistory,
  type PublishedTable,
  upsert,
  withdraw,
  writeProvenance,
} from './statements.js';

export interface PublishOptions {
  readonly database: WritableDatabase;
  readonly source: RecordSource;
  readonly runId: string;
  /** Value of the envelope's `source`. */
  readonly envelopeSource: string;
  readonly format: string;
  readonly formatVersion: string;
  /** Names and SHA-256 of the delivery's files. */
  readonly fileNames: readonly string[];
  readonly fileHashes: readonly string[];
  /** Items a transaction; 2000 by default. */
  readonly chunkSize?: number;
  /** UTC ISO 8601; one for the whole run. */
  readonly at: string;
  /** Told of each record that the database refused: it is not published. */
  readonly onRefused: (refused: RefusedRecord) => Promise<void>;
  /** Called before each transaction. @throws what stops the run */
  readonly beforeChunk?: () => Promise<void>;
  readonly onProgress?: (published: number) => void;
}

/** A staged record that PostgreSQL would not take. */
export interface RefusedRecord {
  readonly seq: number;
  readonly sqlState: string;
  /** Constraint or column at fault. Never the value. */
  readonly at: string | null;
}

/** Items a transaction. */
const usualChunkSize = 2000;

/**
 * Publishes what a run staged in one source: chunk by chunk, each in one transaction with its position, so that a run
 * that is stopped goes on with the next. May be repeated: what is published is not published again.
 */
export async function publish(options: PublishOptions): Promise<void> {
  const { database, source, runId, chunkSize = usualChunkSize } = options;
  const [place] = await database.exec<{ from: string; last: string | null }>(
    `select p.published_seq::text as from, (select max(seq) from ${source}.staged where run_id = $1)::text as last
     from ${source}.staged_position p where p.run_id = $1`,
    [runId],
  );
  if (place?.last == null) return;
  const tables = await stagedTables(database, source, runId);
  const columns = new Map<string, Columns>();
  for (const { table, children } of tables) {
    for (const name of [table, ...children.map((child) => child.table)]) {
      columns.set(name, await tableColumns(database, name));
    }
  }
  const last = Number(place.last);
  for (let from = Number(place.from) + 1; from <= last; from += chunkSize) {
    const upTo = Math.min(from + chunkSize - 1, last);
    await options.beforeChunk?.();
    await publishRange(options, tables, columns, from, upTo);
    options.onProgress?.(upTo);
  }
}

/** Publishes a range; where PostgreSQL refuses it, one half after the other, until a refused record stands alone. */
async function publishRange(
  options: PublishOptions,
  tables: readonly PublishedTable[],
  columns: ReadonlyMap<string, Columns>,
  from: number,
  upTo: number,
): Promise<void> {
  try {
    await options.database.transaction(async (transaction) => {
      const published = await lockPublished(transaction, options);
      if (published === null || published >= upTo) return;
      await publishIn(transaction, options, tables, columns, Math.max(from, published + 1), upTo);
      await acknowledge(transaction, options, upTo);
    });
  } catch (error) {
    const state = sqlState(error) ?? '';
    // Classes 22 (data exception) and 23 (integrity constraint): the record's own fault.
    if (!/^2[23]/.test(state)) throw error;
    if (from === upTo) {
      await options.onRefused({ seq: from, sqlState: state, at: databaseConstraint(error) });
      await options.database.transaction((transaction) => acknowledge(transaction, options, upTo));
      return;
    }
    const middle = Math.floor((from + upTo) / 2);
    await publishRange(options, tables, columns, from, middle);
    await publishRange(options, tables, columns, middle + 1, upTo);
  }
}

async function publishIn(
  transaction: Transaction,
  options: PublishOptions,
  tables: readonly PublishedTable[],
  columns: ReadonlyMap<string, Columns>,
  from: number,
  upTo: number,
): Promise<void> {
  const { source, runId, envelopeSource, at, format, formatVersion, fileNames, fileHashes } = options;
  const range = [runId, from, upTo];
  await transaction.exec(keepHistory(source), [...range, envelopeSource, at]);
  await transaction.exec(endProvenance(source), [...range, envelopeSource]);
  for (const { table, children } of tables) {
    await transaction.exec(withdraw(table, source), [...range, envelopeSource]);
    // Why backwards: a child may refer to one of a table before its own.
    for (const child of [...children].reverse()) await transaction.exec(deleteChildren(table, child, source), range);
    await transaction.exec(upsert(table, columns.get(table) ?? new Map(), source), range);
    for (const child of children) {
      await transaction.exec(insertChildren(table, child.table, columns.get(child.table) ?? new Map(), source), range);
    }
    const origin = [envelopeSource, at, format, formatVersion, fileNames, fileHashes];
    await transaction.exec(writeProvenance(table, source), [...range, ...origin]);
  }
}

/**
 * How far a run is published; nobody else goes on with it until the transaction ends. Null where all is published and let
 * go. Why a lock: see `lockPosition` of the stager.
 */
async function lockPublished(transaction: Transaction, { source, runId }: PublishOptions): Promise<number | null> {
  const [row] = await transaction.exec<{ seq: string }>(
    `select published_seq::text as seq from ${source}.staged_position where run_id = $1 for update`,
    [runId],
  );
  return row ? Number(row.seq) : null;
}

async function acknowledge(transaction: Transaction, { source, runId }: PublishOptions, upTo: number): Promise<void> {
  await transaction.exec(`update ${source}.staged_position set published_seq = $2 where run_id = $1`, [runId, upTo]);
}

/** Tables of a run, records before the links that they assert; each with its child tables. */
async function stagedTables(
  database: WritableDatabase,
  source: RecordSource,
  runId: string,
): Promise<PublishedTable[]> {
  const rows = await database.exec<{ record_table: string; children: PublishedTable['children'] | null }>(
    `select t.record_table, p.child_tables -> t.record_table as children
     from (select record_table, min(part) as part from ${source}.staged where run_id = $1 group by record_table) t,
       ${source}.staged_position p
     where p.run_id = $1 order by t.part, t.record_table`,
    [runId],
  );
  return rows.map(({ record_table, children }) => ({ table: record_table, children: children ?? [] }));
}

// SPDX-License-Identifier: Apache-2.0

import { newId } from '../../storage/keys/ref.js';
import { type BulkRecord, upsertRecords } from '../../storage/pool/bulk.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { RecordSource, SourceRecord } from '../records/record.js';
import { createRowMaker, type RowOptions } from './rows.js';

/** Databases that ingest writes: the four sources', and its own for runs and quarantine. They may all be one. */
export type IngestDatabases = Readonly<Record<RecordSource | 'ingest', WritableDatabase>>;

export interface WriterOptions extends RowOptions {
  readonly databases: Omit<IngestDatabases, 'ingest'>;
  /** Told of each record that a database refused: the constraint at fault, and why. */
  readonly onRefused: (record: SourceRecord, field: string | undefined, reason: string) => Promise<void>;
  /** Told of rows that are stored now, or were before. */
  readonly onWritten?: (written: Written) => Promise<void>;
}

/** Rows of one table, written together. */
export interface Written {
  readonly database: WritableDatabase;
  /** Schema-qualified. */
  readonly table: string;
  readonly rows: readonly WrittenRow[];
}

/** Takes records and writes them in batches, each batch of a table in one transaction. */
export interface Writer {
  add(record: SourceRecord): Promise<void>;
  /** Writes what is left, and says what became of all records. */
  close(): Promise<WriterCounts>;
}

export interface WriterCounts {
  /** New or changed. */
  readonly stored: number;
  readonly unchanged: number;
}

/** Records in memory at most, beside what the format holds. */
const batchSize = 500;

/** A row with the record that it is of. */
export interface WrittenRow {
  /** Of the record, from 1. */
  readonly number: number;
  readonly record: SourceRecord;
  readonly row: BulkRecord;
  /** False for the links that a record asserts: they count with it. */
  readonly counts: boolean;
}

/** Opens a writer; nothing is written before the first full batch. */
export function openWriter(options: WriterOptions): Writer {
  const { databases } = options;
  const makeRows = createRowMaker(options);
  const tables = new Map<string, { readonly source: RecordSource; readonly waiting: WrittenRow[] }>();
  let waiting = 0;
  let added = 0;
  let stored = 0;
  let unchanged = 0;

  const flush = async (): Promise<void> => {
    waiting = 0;
    // Invariant: a record's own table was met before those of its links, and goes first.
    for (const [table, batch] of tables) {
      const rows = batch.waiting.splice(0);
      if (rows.length > 0) await write(databases[batch.source], table, rows);
    }
  };

  const write = async (database: WritableDatabase, table: string, rows: readonly WrittenRow[]): Promise<void> => {
    const result = await upsertRecords(database, { table, records: rows.map(({ row }) => row) });
    for (const { index, sqlState, at } of result.rejected) {
      const refused = rows[index] as WrittenRow;
      await options.onRefused(refused.record, at ?? undefined, `database.${sqlState}`);
    }
    await options.onWritten?.({ database, table, rows });
    if (!rows[0]?.counts) return;
    stored += result.inserted + result.updated;
    unchanged += result.unchanged;
  };

  const add = async (record: SourceRecord): Promise<void> => {
    added += 1;
    for (const [index, { source, table, id, idPrefix, columns, children }] of makeRows(record).entries()) {
      const batch = tables.get(table) ?? { source, waiting: [] };
      tables.set(table, batch);
      batch.waiting.push({
        number: added,
        record,
        row: { columns: { id: id ?? newId(idPrefix), ...columns }, children },
        counts: index === 0,
      });
    }
    waiting += 1;
    if (waiting >= batchSize) await flush();
  };

  return {
    add,
    close: async () => {
      await flush();
      return { stored, unchanged };
    },
  };
}

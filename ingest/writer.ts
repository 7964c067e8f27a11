// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Policy } from '../policy/policy.js';
import { type BulkRecord, upsertRecords } from '../storage/bulk.js';
import { computeRef, newId } from '../storage/ref.js';
import type { WritableDatabase } from '../storage/types.js';
import { type SourceOfKind, toEnvelope, toEnvelopeColumns } from './envelope.js';
import { createHolds } from './holds.js';
import { type RecordSource, recordSources, type SourceRecord } from './record.js';
import type { EnvelopeStatement } from './records/base.js';
import { toStored } from './stores/index.js';
import type { MakeRef } from './stores/stored.js';

/** Databases that ingest writes: the four sources', and its own for runs and quarantine. They may all be one. */
export type IngestDatabases = Readonly<Record<RecordSource | 'ingest', WritableDatabase>>;

export interface WriterOptions {
  readonly databases: Omit<IngestDatabases, 'ingest'>;
  readonly policy: Policy;
  readonly linkKey: Uint8Array;
  /** Envelope of the run, under what a record states itself. */
  readonly statement: EnvelopeStatement;
  readonly sourceOf: SourceOfKind;
  /** Told of each record that a database refused: the constraint at fault, and why. */
  readonly onRefused: (record: SourceRecord, field: string | undefined, reason: string) => Promise<void>;
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

/** Raised when the stores map records to other rows, so that stored ones are written anew. */
const mappingVersion = 1;

/** Records in memory at most, beside what the format holds. */
const batchSize = 500;

interface Waiting {
  readonly record: SourceRecord;
  readonly row: BulkRecord;
  /** False for the links that a record asserts: they count with it. */
  readonly counts: boolean;
}

/** Opens a writer; nothing is written before the first full batch. */
export function openWriter(options: WriterOptions): Writer {
  const { databases, linkKey, statement, sourceOf } = options;
  const findHolds = createHolds(options.policy);
  const makeRef: MakeRef = (type, ...identifier) => computeRef(linkKey, type, ...identifier);
  const tables = new Map<string, { readonly source: RecordSource; readonly waiting: Waiting[] }>();
  let waiting = 0;
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

  const write = async (database: WritableDatabase, table: string, rows: readonly Waiting[]): Promise<void> => {
    const result = await upsertRecords(database, { table, records: rows.map(({ row }) => row) });
    for (const { index, sqlState, at } of result.rejected) {
      const refused = rows[index] as Waiting;
      await options.onRefused(refused.record, at ?? undefined, `database.${sqlState}`);
    }
    if (!rows[0]?.counts) return;
    stored += result.inserted + result.updated;
    unchanged += result.unchanged;
  };

  const add = async (record: SourceRecord): Promise<void> => {
    const source = sourceOf(record.kind);
    const { origin: _, raw: __, envelope: stated, ...content } = record;
    for (const [index, { sourceRef, ...rows }] of toStored(record, source, makeRef).entries()) {
      const envelope = toEnvelope(statement, stated, source, sourceRef);
      const holds = findHolds(rows.data);
      const row: BulkRecord = {
        columns: {
          id: rows.id ?? newId(rows.idPrefix),
          ref: rows.ref,
          ...toEnvelopeColumns(envelope),
          holds,
          content_hash: hash([mappingVersion, content, envelope, holds]),
          ...rows.columns,
        },
        children: rows.children,
      };
      const batch = tables.get(rows.table) ?? { source: recordSources[record.kind], waiting: [] };
      tables.set(rows.table, batch);
      batch.waiting.push({ record, row, counts: index === 0 });
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

/** Why plain JSON: formats build their records in one order of keys, and a different order only costs a rewrite. */
function hash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}

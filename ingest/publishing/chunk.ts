import { databaseConstraint, sqlState } from '../../storage/pool/databaseErrors.js';
import type { Transaction, WritableDatabase } from '../../storage/types.js';
import type { RecordSource } from '../records/record.js';
import { beginCounting } from './countChunk.js';
import {
  type Columns,
  deleteChildren,
  endProvenance,
  insertChildren,
  keepHistory,
  markRefused,
  noteEnvelopes,
  type PublishedTable,
  upsert,
  withdraw,
  writeProvenance,
} from './statements.js';

/** What of a run is published in one source, and what its records say of where they come from. */
export interface Publishing {
  readonly database: WritableDatabase;
  readonly source: RecordSource;
  readonly runId: string;
  /** Value of the envelope's `source`. */
  readonly envelopeSource: string;
  /** Agency that the run is for; empty where each record states its own. */
  readonly originator: string;
  readonly format: string;
  readonly formatVersion: string;
  /** Names and SHA-256 of the delivery's files. */
  readonly fileNames: readonly string[];
  readonly fileHashes: readonly string[];
  /** UTC ISO 8601; one for the whole run. */
  readonly at: string;
  readonly tables: readonly PublishedTable[];
  readonly columns: ReadonlyMap<string, Columns>;
}

/** Notes the envelopes of the staged items whose numbers are in a range. */
export async function publishEnvelopes(
  database: Pick<Transaction, 'exec'>,
  { source, runId, tables }: Publishing,
  from: number,
  upTo: number,
): Promise<void> {
  for (const { table } of tables) await database.exec(noteEnvelopes(table, source), [runId, from, upTo]);
}

/** Publishes the staged items whose numbers are in a range; `publishEnvelopes` comes first. */
export async function publishChunk(
  transaction: Transaction,
  publishing: Publishing,
  from: number,
  upTo: number,
): Promise<void> {
  const { source, runId, envelopeSource, originator, at, tables, columns } = publishing;
  const { format, formatVersion, fileNames, fileHashes } = publishing;
  const columnsOf = (table: string): Columns => columns.get(table) as Columns;
  const range = [runId, from, upTo];
  const named = [...range, envelopeSource, originator];
  await transaction.exec(keepHistory(source), [...named, at]);
  await transaction.exec(endProvenance(source), named);
  for (const { table, children } of tables) {
    await transaction.exec(withdraw(table, source), named);
    // Why backwards: a child may refer to one of a table before its own.
    for (const child of [...children].reverse()) await transaction.exec(deleteChildren(table, child, source), range);
    await transaction.exec(upsert(table, columnsOf(table), source), range);
    for (const child of children) {
      await transaction.exec(insertChildren(table, child.table, columnsOf(child.table), source), range);
    }
    const origin = [at, format, formatVersion, fileNames, fileHashes];
    await transaction.exec(writeProvenance(table, source), [...named, ...origin]);
  }
}

/** Classes 22 (data exception) and 23 (integrity constraint), and 54000 (longer than an index holds): the record's own fault. */
export function isRefusal(error: unknown): boolean {
  return /^(?:2[23]|54000)/.test(sqlState(error) ?? '');
}

/** Publishes a range; where PostgreSQL refuses it, one half after the other, until a refused record is alone. */
export async function publishRange(publishing: Publishing, from: number, upTo: number): Promise<void> {
  if (from > upTo) return;
  const { database } = publishing;
  try {
    await database.transaction(async (transaction) => {
      const published = await lockPublished(transaction, publishing);
      if (published === null || published >= upTo) return;
      const next = Math.max(from, published + 1);
      await publishEnvelopes(transaction, publishing, next, upTo);
      const count = await beginCounting(transaction, publishing, next, upTo);
      await publishChunk(transaction, publishing, next, upTo);
      await count();
      await acknowledge(transaction, publishing, upTo);
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (from === upTo) {
      const { source, runId } = publishing;
      const refusal = [sqlState(error), databaseConstraint(error)];
      await database.transaction(async (transaction) => {
        // Why in the database: a run that is killed before it is done must still put the record into quarantine.
        await transaction.exec(markRefused(source), [runId, from, ...refusal]);
        await acknowledge(transaction, publishing, upTo);
      });
      return;
    }
    const middle = Math.floor((from + upTo) / 2);
    await publishRange(publishing, from, middle);
    await publishRange(publishing, middle + 1, upTo);
  }
}

/**
 * How far a run is published; nobody else goes on with it until the transaction ends. Null where all is published and what
 * was staged is gone. Why a lock: see `lockPosition` of the stager.
 */
export async function lockPublished(transaction: Transaction, { source, runId }: Publishing): Promise<number | null> {
  const [row] = await transaction.exec<{ seq: string }>(
    `select published_seq::text as seq from ${source}.staged_position where run_id = $1 for update`,
    [runId],
  );
  return row ? Number(row.seq) : null;
}

/** Notes how far the run is published. */
export async function acknowledge(
  transaction: Transaction,
  { source, runId }: Publishing,
  upTo: number,
): Promise<void> {
  await transaction.exec(`update ${source}.staged_position set published_seq = $2 where run_id = $1`, [runId, upTo]);
}

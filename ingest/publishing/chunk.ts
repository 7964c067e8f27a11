import type { Transaction, WritableDatabase } from '../../storage/types.js';
import type { RecordSource } from '../records/record.js';
import {
  type Columns,
  deleteChildren,
  endProvenance,
  insertChildren,
  keepHistory,
  noteEnvelopes,
  type PublishedTable,
  upsert,
  withdraw,
  writeProvenance,
} from './statements.js';

/** What of a run is published, where, and what its records say of where they come from. */
export interface PublishedRun {
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
}

/** The same, with the tables that it goes to. */
export interface Publishing extends PublishedRun {
  readonly tables: readonly PublishedTable[];
  readonly columns: ReadonlyMap<string, Columns>;
}

/** Notes the envelopes of the staged items whose numbers lie in a range. */
export async function publishEnvelopes(
  database: Pick<Transaction, 'exec'>,
  { source, runId, tables }: Publishing,
  from: number,
  upTo: number,
): Promise<void> {
  for (const { table } of tables) await database.exec(noteEnvelopes(table, source), [runId, from, upTo]);
}

/** Publishes the staged items whose numbers lie in a range. Their envelopes are noted before: see `publishEnvelopes`. */
export async function publishChunk(
  transaction: Transaction,
  publishing: Publishing,
  from: number,
  upTo: number,
): Promise<void> {
  const { source, runId, envelopeSource, originator, at, tables, columns } = publishing;
  const { format, formatVersion, fileNames, fileHashes } = publishing;
  const range = [runId, from, upTo];
  const named = [...range, envelopeSource, originator];
  await transaction.exec(keepHistory(source), [...named, at]);
  await transaction.exec(endProvenance(source), named);
  for (const { table, children } of tables) {
    await transaction.exec(withdraw(table, source), named);
    // Why backwards: a child may refer to one of a table before its own.
    for (const child of [...children].reverse()) await transaction.exec(deleteChildren(table, child, source), range);
    await transaction.exec(upsert(table, columns.get(table) ?? new Map(), source), range);
    for (const child of children) {
      await transaction.exec(insertChildren(table, child.table, columns.get(child.table) ?? new Map(), source), range);
    }
    const origin = [at, format, formatVersion, fileNames, fileHashes];
    await transaction.exec(writeProvenance(table, source), [...named, ...origin]);
  }
}

/**
 * How far a run is published; nobody else goes on with it until the transaction ends. Null where all is published and let
 * go. Why a lock: see `lockPosition` of the stager.
 */
export async function lockPublished(transaction: Transaction, { source, runId }: PublishedRun): Promise<number | null> {
  const [row] = await transaction.exec<{ seq: string }>(
    `select published_seq::text as seq from ${source}.staged_position where run_id = $1 for update`,
    [runId],
  );
  return row ? Number(row.seq) : null;
}

/** Notes how far the run is published. */
export async function acknowledge(
  transaction: Transaction,
  { source, runId }: PublishedRun,
  upTo: number,
): Promise<void> {
  await transaction.exec(`update ${source}.staged_position set published_seq = $2 where run_id = $1`, [runId, upTo]);
}

/** Tables of a run, records before the links that they assert; each with its child tables. */
export async function stagedTables(
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

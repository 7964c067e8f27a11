// SPDX-License-Identifier: Apache-2.0
import { quoteTable } from '../../storage/pool/insertRows.js';
import type { Transaction } from '../../storage/types.js';
import type { RecordSource } from '../records/record.js';
import { recordTables } from '../rows/items.js';
import type { StagedAction } from '../rows/stagedItem.js';

/** A record named as an example: its key, and where it stands. */
export interface Example {
  readonly key: string;
  /** Absent for what is gone from the list. */
  readonly file?: string;
  readonly line?: number;
}

/** What publishing would do in one source: records, links not counted, and examples of each. */
export interface SourceSummary {
  readonly counts: Readonly<Record<StagedAction, number>>;
  readonly examples: Readonly<Partial<Record<StagedAction, readonly Example[]>>>;
}

/** Examples of each action. */
export const exampleCount = 10;

/** Actions of statements that change nothing: none of them counts as the last. */
const withoutEffect = `'REJECTED', 'FOREIGN', 'TAKEN', 'LOOSENED'`;

/** Marks the earlier statements of records that a delivery states twice: the last one counts. */
export async function markRepeated(transaction: Transaction, source: RecordSource, runId: string): Promise<void> {
  await transaction.exec(
    `update ${source}.staged s set action = 'REPEATED', record = null, children = null from (
       select record_table, source_ref, max(seq) as last from ${source}.staged
       where run_id = $1 and action not in (${withoutEffect}) group by 1, 2 having count(*) > 1) d
     where s.run_id = $1 and s.action not in (${withoutEffect})
       and s.record_table = d.record_table and s.source_ref = d.source_ref and s.seq < d.last`,
    [runId],
  );
}

/**
 * Stages the withdrawal of what a whole list does not name any more: stored records of the source and originator in
 * these tables. Numbers go on after `after`. A delivery may be one of several code lists of a format (units without
 * their levels): of those that it states nothing of, none is gone.
 *
 * @returns how many rows, links included
 */
export async function stageGone(
  transaction: Transaction,
  options: {
    readonly source: RecordSource;
    readonly runId: string;
    readonly tables: readonly { readonly table: string; readonly isLink: boolean }[];
    readonly envelopeSource: string;
    readonly originator: string;
    readonly after: number;
  },
): Promise<number> {
  const { source, runId, envelopeSource, originator } = options;
  let after = options.after;
  for (const { table, isLink } of options.tables) {
    const rows = await transaction.exec<{ seq: string }>(
      `${table === recordTables.code ? statedLists(source) : ''}
       insert into ${source}.staged (run_id, seq, part, record_table, source_ref, action)
       select $1, $5::bigint + row_number() over (order by t.source_ref), $6, $2, t.source_ref, 'WITHDRAWN'
       from ${quoteTable(table)} t where t.source = $3 and t.originator = $4 and not exists (
         select from ${source}.staged s where s.run_id = $1 and s.record_table = $2 and s.source_ref = t.source_ref)
       ${table === recordTables.code ? "and split_part(t.source_ref, '/', 1) in (select list from stated)" : ''}
       returning seq::text`,
      [runId, table, envelopeSource, originator, after, isLink ? 1 : 0],
    );
    after += rows.length;
  }
  return after - options.after;
}

/** The code lists that a delivery states something of: the key of a code begins with its list. */
function statedLists(source: RecordSource): string {
  return `with stated as (
    select distinct split_part(source_ref, '/', 1) as list from ${source}.staged where run_id = $1 and record_table = $2)`;
}

/** Counts what is staged. */
export async function summarise(
  transaction: Transaction,
  source: RecordSource,
  runId: string,
  fileNames: readonly string[],
): Promise<SourceSummary> {
  const rows = await transaction.exec<{ action: StagedAction; count: number }>(
    `select action, count(*)::int as count from ${source}.staged where run_id = $1 and part = 0 group by action`,
    [runId],
  );
  const counts = {
    NEW: 0,
    CHANGED: 0,
    UNCHANGED: 0,
    WITHDRAWN: 0,
    REPEATED: 0,
    FOREIGN: 0,
    TAKEN: 0,
    LOOSENED: 0,
    REFUSED: 0,
    REJECTED: 0,
  };
  const examples: Partial<Record<StagedAction, Example[]>> = {};
  for (const { action, count } of rows) {
    counts[action] = count;
    const named = await transaction.exec<{ source_ref: string; file_index: number | null; line: number | null }>(
      `select source_ref, file_index, line from ${source}.staged
       where run_id = $1 and part = 0 and action = $2 order by seq limit ${exampleCount}`,
      [runId, action],
    );
    examples[action] = named.map(({ source_ref, file_index, line }) => ({
      key: source_ref,
      ...(file_index === null || line === null ? {} : { file: fileNames[file_index] ?? '', line }),
    }));
  }
  return { counts, examples };
}

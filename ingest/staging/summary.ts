import type { Transaction } from '../../storage/types.js';
import type { RecordSource } from '../records/record.js';
import type { StagedAction } from '../rows/stagedItem.js';
import type { RunCounts } from '../run/runs.js';

/** Records by what publishing would do with them, links not counted; absent where there is none. */
export type ActionCounts = Readonly<Partial<Record<StagedAction, number>>>;

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

/** Counts what is staged in one source. */
export async function countActions(
  transaction: Transaction,
  source: RecordSource,
  runId: string,
): Promise<ActionCounts> {
  const rows = await transaction.exec<{ action: StagedAction; count: number }>(
    `select action, count(*)::int as count from ${source}.staged where run_id = $1 and part = 0 group by action`,
    [runId],
  );
  return Object.fromEntries(rows.map(({ action, count }) => [action, count]));
}

/** Counts of all sources together. */
export function toCounts(read: number, quarantined: number, counted: readonly ActionCounts[]): RunCounts {
  const sum = (action: StagedAction): number => counted.reduce((total, counts) => total + (counts[action] ?? 0), 0);
  return {
    read,
    added: sum('NEW'),
    changed: sum('CHANGED'),
    unchanged: sum('UNCHANGED'),
    repeated: sum('REPEATED'),
    withdrawn: sum('WITHDRAWN'),
    quarantined,
  };
}

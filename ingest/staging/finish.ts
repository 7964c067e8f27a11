import { type Restriction, restrictions } from '../../policy/loosening.js';
import { linkKeyPattern } from '../../schema/records/keys/linkKey.js';
import { setLocal } from '../../storage/nodes/setLocal.js';
import { quoteTable } from '../../storage/pool/quote.js';
import type { Transaction } from '../../storage/types.js';
import { type RecordSource, recordSources, recordTables } from '../records/record.js';
import { linkTables } from '../rows/links.js';
import type { StagedAction } from '../rows/stagedItem.js';
import type { SettledDelivery } from '../run/delivery.js';
import type { LoosenedCounts, RunCounts } from '../run/recordedRun.js';
import { loosenedKey } from './stager/loosened.js';

/** Records by what publishing would do with them, links not counted; absent where there is none. */
export type ActionCounts = Readonly<Partial<Record<StagedAction, number>>>;

/** What staging came to in one source. */
export interface FinishedSource {
  readonly counts: ActionCounts;
  readonly loosened: LoosenedCounts;
  /** Rows that are gone from a whole list and yet kept. */
  readonly notWithdrawn: number;
}

/**
 * Finishes staging in one source: marks repetitions, stages the withdrawal of what is gone from a whole list, and counts.
 *
 * @param last number of the last item read
 * @param mayWithdraw false where unreadable records may be among those that are gone: then these are only counted
 */
export async function finishStaging(
  transaction: Transaction,
  source: RecordSource,
  delivery: SettledDelivery,
  runId: string,
  last: number,
  mayWithdraw: boolean,
): Promise<FinishedSource> {
  await transaction.exec(`select from ${source}.staged_position where run_id = $1 for update`, [runId]);
  // Why: of rows that are not committed, or minutes old, PostgreSQL has no statistics. It takes a million of them for one,
  // and compares each with each: hours, where a hash join takes seconds and spills to disk.
  await setLocal(transaction, 'enable_nestloop', 'off');
  await markRepeated(transaction, source, runId);
  const list: WholeList = { source, runId, delivery };
  let notWithdrawn = 0;
  if (delivery.limits.whole) {
    if (mayWithdraw) await stageGone(transaction, list, last);
    else notWithdrawn = await countGone(transaction, list);
  }
  const counts = await countActions(transaction, source, runId);
  return { counts, loosened: await countLoosened(transaction, source, runId), notWithdrawn };
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

/** How many records a run publishes under a looser envelope, by term; links not counted. */
async function countLoosened(
  database: Pick<Transaction, 'exec'>,
  source: RecordSource,
  runId: string,
): Promise<LoosenedCounts> {
  const rows = await database.exec<{ term: Restriction; count: number }>(
    `select term, count(*)::int as count from ${source}.staged s, jsonb_array_elements_text(s.record -> '${loosenedKey}') term
     where s.run_id = $1 and s.part = 0 and s.action in ('NEW', 'CHANGED') group by term`,
    [runId],
  );
  return Object.fromEntries(rows.map(({ term, count }) => [term, count]));
}

/** Counts of several sources together, in the order of the terms; null where there is none. */
export function sumLoosened(counts: readonly LoosenedCounts[]): LoosenedCounts | null {
  const sums = restrictions.map(
    (term) => [term, counts.reduce((total, each) => total + (each[term] ?? 0), 0)] as const,
  );
  const some = sums.filter(([, sum]) => sum > 0);
  return some.length === 0 ? null : Object.fromEntries(some);
}

/** Actions of statements that change nothing: none of them counts as the last. */
const withoutEffect = `'REJECTED', 'FOREIGN', 'TAKEN', 'LOOSENED'`;

/** Marks the earlier statements of records that a delivery states twice: the last one counts. */
async function markRepeated(transaction: Transaction, source: RecordSource, runId: string): Promise<void> {
  await transaction.exec(
    `update ${source}.staged s set action = 'REPEATED', record = null, children = null from (
       select record_table, source_ref, max(seq) as last from ${source}.staged
       where run_id = $1 and action not in (${withoutEffect}) group by 1, 2 having count(*) > 1) d
     where s.run_id = $1 and s.action not in (${withoutEffect})
       and s.record_table = d.record_table and s.source_ref = d.source_ref and s.seq < d.last`,
    [runId],
  );
}

async function countActions(transaction: Transaction, source: RecordSource, runId: string): Promise<ActionCounts> {
  const rows = await transaction.exec<{ action: StagedAction; count: number }>(
    `select action, count(*)::int as count from ${source}.staged where run_id = $1 and part = 0 group by action`,
    [runId],
  );
  return Object.fromEntries(rows.map(({ action, count }) => [action, count]));
}

/** A whole list in one source: what is stored there of its source and agency is all that it may withdraw. */
interface WholeList {
  readonly source: RecordSource;
  readonly runId: string;
  readonly delivery: SettledDelivery;
}

/** Stages the withdrawal of what a whole list does not name any more. Numbers go on after `after`. */
async function stageGone(transaction: Transaction, list: WholeList, after: number): Promise<void> {
  let last = after;
  for (const table of tablesOf(list)) {
    const rows = await transaction.exec(
      `${statedLists(list, table)}
       insert into ${list.source}.staged (run_id, seq, part, record_table, source_ref, action)
       select $1, $5::bigint + row_number() over (order by t.source_ref),
         case when t.source_ref ~ $6 then 1 else 0 end, $2, t.source_ref, 'WITHDRAWN'
       ${goneFrom(list, table)} returning 1`,
      [...valuesOf(list, table), last, linkKeyPattern],
    );
    last += rows.length;
  }
}

/** How many rows a whole list does not name any more, links included. */
async function countGone(transaction: Transaction, list: WholeList): Promise<number> {
  let count = 0;
  for (const table of tablesOf(list)) {
    const [row] = await transaction.exec<{ count: number }>(
      `${statedLists(list, table)} select count(*)::int as count ${goneFrom(list, table)}`,
      valuesOf(list, table),
    );
    count += row?.count ?? 0;
  }
  return count;
}

/** Values of `goneFrom`: $1 run, $2 table, $3 envelope's source, $4 originator. */
function valuesOf({ runId, delivery }: WholeList, table: string): readonly string[] {
  return [runId, table, delivery.source, delivery.originator];
}

/** Stored rows that the run does not name; of code lists only those of which it states something. */
function goneFrom({ source }: WholeList, table: string): string {
  return `from ${quoteTable(table)} t where t.source = $3 and t.originator = $4 and not exists (
      select from ${source}.staged s where s.run_id = $1 and s.record_table = $2 and s.source_ref = t.source_ref)
    ${table === recordTables.code ? "and split_part(t.source_ref, '/', 1) in (select list from stated)" : ''}`;
}

/**
 * The code lists that a delivery states something of: the key of a code begins with its list. A delivery may be one of
 * several lists of a format (units without their levels): of the others, none is gone.
 */
function statedLists({ source }: WholeList, table: string): string {
  if (table !== recordTables.code) return '';
  return `with stated as (
    select distinct split_part(source_ref, '/', 1) as list from ${source}.staged where run_id = $1 and record_table = $2)`;
}

/** Tables of the records and of the links that they assert. Why each once: a format may state links as records too. */
function tablesOf({ source, delivery: { format } }: WholeList): ReadonlySet<string> {
  const records = format.kinds.filter((kind) => recordSources[kind] === source).map((kind) => recordTables[kind]);
  const links = linkTables.filter(({ of }) => of.some((table) => records.includes(table)));
  return new Set([...records, ...links.map(({ table }) => table)]);
}

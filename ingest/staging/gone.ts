import { linkKeyPattern } from '../../schema/records/keys/linkKey.js';
import { quoteTable } from '../../storage/pool/quote.js';
import type { Transaction } from '../../storage/types.js';
import { type RecordKind, type RecordSource, recordSources, recordTables } from '../records/record.js';
import { linkTables } from '../rows/links.js';

/** What a whole list speaks of in one source: what is stored there of the same source and agency. */
export interface WholeList {
  readonly source: RecordSource;
  readonly runId: string;
  readonly kinds: readonly RecordKind[];
  readonly envelopeSource: string;
  readonly originator: string;
}

/**
 * Stages the withdrawal of what a whole list does not name any more. Numbers go on after `after`. A delivery may be one of
 * several code lists of a format (units without their levels): of those that it states nothing of, none is gone.
 */
export async function stageGone(transaction: Transaction, list: WholeList, after: number): Promise<void> {
  let last = after;
  for (const table of tablesOf(list)) {
    const rows = await transaction.exec(
      `${statedLists(list, table)}
       insert into ${list.source}.staged (run_id, seq, part, record_table, source_ref, action)
       select $1, $5::bigint + row_number() over (order by t.source_ref),
         case when t.source_ref ~ $6 then 1 else 0 end, $2, t.source_ref, 'WITHDRAWN'
       ${goneFrom(list, table)} returning 1`,
      [list.runId, table, list.envelopeSource, list.originator, last, linkKeyPattern],
    );
    last += rows.length;
  }
}

/** How many rows a whole list does not name any more, links included. */
export async function countGone(transaction: Transaction, list: WholeList): Promise<number> {
  let count = 0;
  for (const table of tablesOf(list)) {
    const [row] = await transaction.exec<{ count: number }>(
      `${statedLists(list, table)} select count(*)::int as count ${goneFrom(list, table)}`,
      [list.runId, table, list.envelopeSource, list.originator],
    );
    count += row?.count ?? 0;
  }
  return count;
}

/** Stored rows that the run does not name: $1 run, $2 table, $3 envelope's source, $4 originator. */
function goneFrom({ source }: WholeList, table: string): string {
  return `from ${quoteTable(table)} t where t.source = $3 and t.originator = $4 and not exists (
      select from ${source}.staged s where s.run_id = $1 and s.record_table = $2 and s.source_ref = t.source_ref)
    ${table === recordTables.code ? "and split_part(t.source_ref, '/', 1) in (select list from stated)" : ''}`;
}

/** The code lists that a delivery states something of: the key of a code begins with its list. */
function statedLists({ source }: WholeList, table: string): string {
  if (table !== recordTables.code) return '';
  return `with stated as (
    select distinct split_part(source_ref, '/', 1) as list from ${source}.staged where run_id = $1 and record_table = $2)`;
}

/** Tables of the records and of the links that they assert. Why each once: a format may state links as records too. */
function tablesOf({ kinds, source }: WholeList): ReadonlySet<string> {
  const records = kinds.filter((kind) => recordSources[kind] === source).map((kind) => recordTables[kind]);
  const links = linkTables.filter(({ of }) => of.some((table) => records.includes(table)));
  return new Set([...records, ...links.map(({ table }) => table)]);
}

import { quoteTable } from '../../storage/pool/quote.js';
import type { Transaction } from '../../storage/types.js';
import type { RecordSource } from '../records/record.js';
import type { ShownRecords } from '../run/recordedRun.js';
import { exampleCount } from './summary.js';

/** Stored records that the examples of a dry run tell of, by key: for the audit log, before it says them. */
export async function shownRecords(
  transaction: Transaction,
  source: RecordSource,
  run: { readonly id: string; readonly source: string; readonly originator: string },
): Promise<readonly ShownRecords[]> {
  const keys = await transaction.exec<{ table: string; keys: string[] }>(
    `select record_table as table, array_agg(distinct source_ref) as keys from (
       select record_table, source_ref, row_number() over (partition by action order by seq) as place
       from ${source}.staged where run_id = $1 and part = 0) example
     where place <= ${exampleCount} group by record_table`,
    [run.id],
  );
  const shown: ShownRecords[] = [];
  for (const { table, keys: stated } of keys) {
    const rows = await transaction.exec<{ id: string }>(
      `select id from ${quoteTable(table)} where source = $1 and originator = $2 and source_ref = any($3::text[])`,
      [run.source, run.originator, stated],
    );
    if (rows.length > 0) shown.push({ table, ids: rows.map(({ id }) => id) });
  }
  return shown;
}

import { quoteTable } from '../../storage/pool/quote.js';
import type { IngestDatabases } from '../databases.js';
import { type RecordKind, type RecordSource, recordSources, recordTables } from '../records/record.js';
import { dueVersions } from './statements.js';

/** Expired records of one table, or earlier versions, of one source and originator. */
export interface DueRecords {
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly originator: string;
  /** Record table, schema-qualified. */
  readonly table: string;
  readonly count: number;
}

/** What may lawfully be kept no longer, counted. */
export interface Due {
  readonly records: readonly DueRecords[];
  /** Earlier versions, including those of the records above. */
  readonly history: readonly DueRecords[];
  readonly quarantine: readonly { readonly source: string; readonly originator: string; readonly count: number }[];
  /** Rows that ended runs have left behind. */
  readonly staged: readonly { readonly run: string; readonly keptIn: RecordSource; readonly count: number }[];
}

/** Tables of records, with the source that keeps each. */
export const purgedTables: readonly { readonly table: string; readonly keptIn: RecordSource }[] = (
  Object.entries(recordTables) as [RecordKind, string][]
).map(([kind, table]) => ({ table, keptIn: recordSources[kind] }));

const keepers = [...new Set(Object.values(recordSources))];

/**
 * Counts what is due.
 *
 * @param asOf UTC ISO 8601
 * @param quarantinedBefore UTC ISO 8601: quarantine that was last met before it is due; null keeps all
 */
export async function countDue(
  databases: IngestDatabases,
  asOf: string,
  quarantinedBefore: string | null,
): Promise<Due> {
  const records: DueRecords[] = [];
  const history: DueRecords[] = [];
  for (const { table, keptIn } of purgedTables) {
    const rows = await databases[keptIn].exec<Omit<DueRecords, 'table'>>(
      `select source, originator, count(*)::int as count from ${quoteTable(table)}
       where expires_at <= $1::timestamptz group by 1, 2 order by 1, 2`,
      [asOf],
    );
    records.push(...rows.map((row) => ({ ...row, table })));
  }
  for (const keptIn of keepers) {
    history.push(
      ...(await databases[keptIn].exec<DueRecords>(
        `select h.source, h.originator, h.record_table as table, count(*)::int as count from ${keptIn}.history h
         join (${dueVersions(keptIn)}) d on h.record_table = d.record_table and h.record_id = d.record_id
           and h.version <= d.version
         group by 1, 2, 3 order by 1, 2, 3`,
        [asOf],
      )),
    );
  }
  const quarantine = await databases.ingest.exec<Due['quarantine'][number]>(
    `select format as source, originator, count(*)::int as count from ingest.quarantine
     where last_seen_at < $1::timestamptz group by 1, 2 order by 1, 2`,
    [quarantinedBefore],
  );
  return { records, history, quarantine, staged: await countStaged(databases) };
}

async function countStaged(databases: IngestDatabases): Promise<Due['staged'][number][]> {
  const staged: Due['staged'][number][] = [];
  for (const keptIn of keepers) {
    const positions = await databases[keptIn].exec<{ run_id: string }>(
      `select run_id from ${keptIn}.staged_position order by run_id`,
    );
    const over = await databases.ingest.exec<{ id: string }>(
      `select id from ingest.run where id = any($1) and state in ('DONE', 'ROLLED_BACK') order by id`,
      [positions.map(({ run_id }) => run_id)],
    );
    for (const { id } of over) {
      const [row] = await databases[keptIn].exec<{ count: number }>(
        `select count(*)::int as count from ${keptIn}.staged where run_id = $1`,
        [id],
      );
      staged.push({ run: id, keptIn, count: row?.count ?? 0 });
    }
  }
  return staged;
}

/** True where nothing is due. */
export function isNothingDue({ records, history, quarantine, staged }: Due): boolean {
  return [records, history, quarantine, staged].every(({ length }) => length === 0);
}

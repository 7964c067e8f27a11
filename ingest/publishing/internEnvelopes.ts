import { envelopeKeyOf, insertEnvelopes, keyedColumns } from '../../storage/envelopeKey.js';
import { quote, quoteTable } from '../../storage/pool/quote.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import { type RecordSource, recordSources, recordTables } from '../records/record.js';

/** How the keys of records from before there were envelopes are given. */
export interface InternOptions {
  readonly databases: Pick<IngestDatabases, RecordSource>;
  /** Told before the first batch, and after each: records that have their key now, of so many. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Stops after the batch that is on its way. */
  readonly signal?: AbortSignal;
}

/** Records a transaction. */
const batch = 1000;

/** Milliseconds before records that were locked are tried again. */
const patience = 200;

const tables = (Object.keys(recordTables) as (keyof typeof recordTables)[]).map((kind) => ({
  table: recordTables[kind],
  keptIn: recordSources[kind],
}));

/**
 * Gives the records of before there were envelopes their key, and the envelopes their place. Reading and ingest go on
 * meanwhile: a record without a key says its envelope itself, and one that is being written is passed over until it is.
 * Every batch is a transaction; stopped at any moment, it goes on where it was.
 *
 * @returns records that got their key
 */
export async function internEnvelopes({ databases, onProgress, signal }: InternOptions): Promise<number> {
  let done = 0;
  let all = 0;
  for (const { table, keptIn } of tables) all += await countKeyless(databases[keptIn], table);
  onProgress?.(done, all);
  for (const { table, keptIn } of tables) {
    const database = databases[keptIn];
    for (let last = ''; !signal?.aborted; ) {
      const [found] = await database.exec<{ last: string | null; count: number }>(internNext(table, keptIn), [
        last,
        batch,
      ]);
      if (found?.last == null) {
        if ((await countKeyless(database, table)) === 0) break;
        await new Promise((resolve) => setTimeout(resolve, patience));
      }
      last = found?.last ?? '';
      done += found?.count ?? 0;
      onProgress?.(done, all);
    }
  }
  return done;
}

async function countKeyless(database: WritableDatabase, table: string): Promise<number> {
  const [row] = await database.exec<{ count: number }>(
    `select count(*)::int as count from ${quoteTable(table)} where envelope_key is null`,
  );
  return row?.count ?? 0;
}

/** Gives the next $2 records of a table after the id $1 their key. Why locked: what is being written gets its key there. */
function internNext(table: string, keptIn: RecordSource): string {
  const columns = keyedColumns.map(quote).join(', ');
  return `with next as materialized (
      select id, ${envelopeKeyOf(keptIn)} as key, ${columns} from ${quoteTable(table)}
      where envelope_key is null and id > $1 order by id limit $2 for update skip locked
    ), noted as (
      ${insertEnvelopes(keptIn)} select distinct on (key) key, ${columns} from next order by key on conflict do nothing
    ), given as (
      update ${quoteTable(table)} t set envelope_key = next.key from next where t.id = next.id
    )
    select max(id) as last, count(*)::int as count from next`;
}

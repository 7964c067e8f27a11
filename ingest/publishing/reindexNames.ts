import { setTimeout as sleep } from 'node:timers/promises';
import { matcherVersion } from '../../matching/index.js';
import type { NamedRow } from '../../schema/records/matchedColumns.js';
import { quote, quoteTable } from '../../storage/pool/quote.js';
import type { Transaction, WritableDatabase } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import { matchedOf, namedTables, namingColumns } from '../rows/matched.js';

/** How the names of stored records are analysed anew. */
export interface ReindexOptions {
  readonly databases: Pick<IngestDatabases, RecordSource>;
  /** Called before the first batch and after each: records that are done, of all. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Stops after the current batch. */
  readonly signal?: AbortSignal;
}

/** Records a transaction. Why so few: a writer of one of them waits for it. */
const batch = 200;

/** Milliseconds before locked records are tried again. */
const patience = 200;

/** True for a record without keys of this version of the matcher. Why not "is distinct from": that uses no index. */
export const isOfOtherMatcher = `(matcher_version < ${matcherVersion} or matcher_version > ${matcherVersion}
  or matcher_version is null)`;

/**
 * Gives records without keys of this version of the matcher such keys. Reading and ingest go on meanwhile, and have the
 * database to themselves for half of the time. Every batch is a transaction; stopped at any moment, it goes on where it was.
 *
 * @returns how many records got keys
 */
export async function reindexNames({ databases, onProgress, signal }: ReindexOptions): Promise<number> {
  const tables = [...namedTables.keys()].map((table) => ({
    table,
    database: databases[table.split('.')[0] as RecordSource],
  }));
  let done = 0;
  let all = 0;
  for (const { table, database } of tables) all += await countOld(database, table);
  onProgress?.(done, all);
  for (const { table, database } of tables) {
    for (let last: string | null = ''; !signal?.aborted; ) {
      const begunAt = performance.now();
      const next = await database.transaction((transaction) => reindexNext(transaction, table, last ?? ''));
      if (next.last === null) {
        if ((await countOld(database, table)) === 0) break;
        await sleep(patience);
      }
      last = next.last;
      done += next.count;
      onProgress?.(done, all);
      await sleep(performance.now() - begunAt);
    }
  }
  return done;
}

/** How many stored records the next start analyses again, by reading alone. @param count runs a statement in a schema */
export async function countUnanalysed(
  count: (source: RecordSource, statement: string) => Promise<number>,
): Promise<number> {
  let all = 0;
  for (const table of namedTables.keys()) all += await count(table.split('.')[0] as RecordSource, countOfOld(table));
  return all;
}

const countOfOld = (table: string): string =>
  `select count(*)::int as count from ${quoteTable(table)} where ${isOfOtherMatcher}`;

async function countOld(database: WritableDatabase, table: string): Promise<number> {
  const [row] = await database.exec<{ count: number }>(countOfOld(table));
  return row?.count ?? 0;
}

/** The next records of a table after an id. Why skip locked ones: what is being written gets its keys from its writer. */
async function reindexNext(
  transaction: Transaction,
  table: string,
  after: string,
): Promise<{ readonly last: string | null; readonly count: number }> {
  const rows = await transaction.exec<NamedRow & { readonly id: string }>(
    `select r.id, ${namingColumns(table).map((name) => `row -> '${name}' as ${quote(name)}`)} from ${quoteTable(table)} r, to_jsonb(r) row
     where ${isOfOtherMatcher} and id > $1 order by id limit ${batch} for update skip locked`,
    [after],
  );
  if (rows.length === 0) return { last: null, count: 0 };
  await transaction.exec(
    `update ${quoteTable(table)} t set match_keys = string_to_array(n.keys, ' '), matcher_version = ${matcherVersion}
     from unnest($1::text[], $2::text[]) n(id, keys) where t.id = n.id`,
    [rows.map(({ id }) => id), rows.map((row) => (matchedOf(table, row)?.match_keys ?? []).join(' '))],
  );
  return { last: rows.at(-1)?.id ?? null, count: rows.length };
}

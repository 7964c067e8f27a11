import { quoteTable } from '../../../storage/pool/quote.js';
import type { Transaction } from '../../../storage/types.js';

/** What is stored of a record already. */
export interface StoredState {
  readonly id: string;
  /** Null where only its history is there: it was withdrawn. */
  readonly contentHash: string | null;
  /** Agency whose record it is. */
  readonly originator: string;
}

/** Looks up what is stored of records, by their keys in one source: live rows first, then history. Two statements. */
export async function findStored(
  transaction: Transaction,
  table: string,
  source: string,
  sourceRefs: readonly string[],
): Promise<Map<string, StoredState>> {
  const found = new Map<string, StoredState>();
  if (sourceRefs.length === 0) return found;
  const live = await transaction.exec<{ source_ref: string; id: string; content_hash: string; originator: string }>(
    `select source_ref, id, content_hash, originator from ${quoteTable(table)} where source = $1 and source_ref = any($2)`,
    [source, sourceRefs],
  );
  for (const row of live) {
    found.set(row.source_ref, { id: row.id, contentHash: row.content_hash, originator: row.originator });
  }
  const missing = sourceRefs.filter((key) => !found.has(key));
  if (missing.length === 0) return found;
  const [schema] = table.split('.');
  const ended = await transaction.exec<{ source_ref: string; record_id: string; originator: string }>(
    `select distinct on (source_ref) source_ref, record_id, originator from ${quoteTable(`${schema}.history`)}
     where record_table = $1 and source = $2 and source_ref = any($3) order by source_ref, version desc`,
    [table, source, missing],
  );
  for (const row of ended) {
    found.set(row.source_ref, { id: row.record_id, contentHash: null, originator: row.originator });
  }
  return found;
}

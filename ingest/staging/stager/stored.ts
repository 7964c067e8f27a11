import { standsOnce } from '../../../schema/records/keys/recordKey.js';
import { quoteTable } from '../../../storage/pool/quote.js';
import type { Transaction } from '../../../storage/types.js';

/** What is stored of a record already. */
export interface StoredState {
  readonly id: string;
  /** Null where only its history is there: it was withdrawn. */
  readonly contentHash: string | null;
  /** Agency whose record it is: another one's only where the record stands once. */
  readonly originator: string;
}

/** What names a record in one table of one source. */
export interface RecordName {
  /** Agency whose record it is. */
  readonly originator: string;
  readonly sourceRef: string;
}

/** The one text by which a record is known beside the others of its table and source. */
export function nameText({ originator, sourceRef }: RecordName): string {
  return `${originator} ${sourceRef}`;
}

/** Finds what is stored of a record. */
export type FindState = (name: RecordName) => StoredState | undefined;

/**
 * Looks up what is stored of records, by their names in one source: live rows first, then history, in two statements. Of
 * what stands once, a live row is found no matter who stated it; what another agency took back long ago is not gone on with.
 */
export async function findStored(
  transaction: Transaction,
  table: string,
  source: string,
  names: readonly RecordName[],
): Promise<FindState> {
  const found = new Map<string, StoredState>();
  const once = standsOnce(table);
  const textOf = once ? ({ sourceRef }: RecordName) => sourceRef : nameText;
  const live = await transaction.exec<{ source_ref: string; id: string; content_hash: string; originator: string }>(
    `select source_ref, id, content_hash, originator from ${quoteTable(table)}
     where source = $1 and source_ref = any($2) ${once ? '' : 'and originator = any($3)'}`,
    once ? [source, keysOf(names)] : [source, keysOf(names), originatorsOf(names)],
  );
  for (const { source_ref: sourceRef, id, content_hash: contentHash, originator } of live) {
    found.set(textOf({ originator, sourceRef }), { id, contentHash, originator });
  }
  const find: FindState = (name) => found.get(textOf(name));
  const missing = names.filter((name) => find(name) === undefined);
  if (missing.length === 0) return find;
  const [schema] = table.split('.');
  const ended = await transaction.exec<{ source_ref: string; record_id: string; originator: string }>(
    `select distinct on (originator, source_ref) source_ref, record_id, originator from ${quoteTable(`${schema}.history`)}
     where record_table = $1 and source = $2 and source_ref = any($3) and originator = any($4)
     order by originator, source_ref, version desc`,
    [table, source, keysOf(missing), originatorsOf(missing)],
  );
  for (const { source_ref: sourceRef, record_id: id, originator } of ended) {
    found.set(textOf({ originator, sourceRef }), { id, contentHash: null, originator });
  }
  return find;
}

/** Keys of records, as a statement takes them. */
export function keysOf(names: readonly RecordName[]): readonly string[] {
  return names.map(({ sourceRef }) => sourceRef);
}

/** Agencies of records, each once: a delivery is nearly always of one. */
export function originatorsOf(names: readonly RecordName[]): readonly string[] {
  return [...new Set(names.map(({ originator }) => originator))];
}

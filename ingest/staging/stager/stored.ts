import { standsOnce } from '../../../schema/records/keys/recordKey.js';
import { quoteTable } from '../../../storage/pool/quote.js';
import type { Transaction } from '../../../storage/types.js';
import { linkTables } from '../../rows/links.js';
import type { StagedItem } from '../../rows/stagedItem.js';

/** What is stored of a record already. */
export interface StoredState {
  readonly id: string;
  /** Null where only its history is there: it was withdrawn. */
  readonly contentHash: string | null;
  /** Agency whose record it is; another one's only where a key may have one record in all. */
  readonly originator: string;
}

/** What names a record in one table of one source. */
export interface RecordName {
  /** Agency whose record it is. */
  readonly originator: string;
  readonly sourceRef: string;
}

/** A record's name as one text. */
export function nameText({ originator, sourceRef }: RecordName): string {
  return `${originator} ${sourceRef}`;
}

/** Finds what is stored of a record. */
export type FindState = (name: RecordName) => StoredState | undefined;

/**
 * Looks up what is stored of records, by their names in one source: live rows first, then history, in two statements. Where
 * a key may have one record in all, a live row is found no matter who stated it, and history only of the same agency.
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

/** A link that its record stated before and does not state any more. */
export type EndedLink = Pick<StagedItem, 'seq' | 'part' | 'table' | 'originator' | 'sourceRef'>;

/** First part of ended links: above all parts of stated ones. */
const firstPart = 1_000_000;

/**
 * Links of changed records that are stored and no longer asserted.
 *
 * @remarks A record numbers its links of each table from 1 (`key/relation/1`): those after the last stated one are gone, and
 *   are looked up until one is missing. Another agency's link under such a key belongs to its own copy of the record.
 * @param source value of the envelope's `source`
 */
export async function linksNoLongerAsserted(
  transaction: Transaction,
  source: string,
  items: readonly StagedItem[],
  changed: readonly StagedItem[],
): Promise<EndedLink[]> {
  const ended: EndedLink[] = [];
  for (const { table, of, word } of linkTables) {
    let asked = changed
      .filter((record) => of.includes(record.table))
      .map((record) => ({ ...record, next: 1 + countLinks(items, record.seq, table) }));
    while (asked.length > 0) {
      const nameOf = ({ originator, sourceRef, next }: (typeof asked)[number]): RecordName => ({
        originator,
        sourceRef: `${sourceRef}/${word}/${next}`,
      });
      const names = asked.map(nameOf);
      const rows = await transaction.exec<RecordName>(
        `select originator, source_ref as "sourceRef" from ${quoteTable(table)}
         where source = $1 and source_ref = any($2) and originator = any($3)`,
        [source, keysOf(names), originatorsOf(names)],
      );
      const there = new Set(rows.map(nameText));
      asked = asked.filter((record) => there.has(nameText(nameOf(record))));
      for (const record of asked) {
        ended.push({ seq: record.seq, part: firstPart + ended.length, table, ...nameOf(record) });
      }
      asked = asked.map((record) => ({ ...record, next: record.next + 1 }));
    }
  }
  return ended;
}

function countLinks(items: readonly StagedItem[], seq: number, table: string): number {
  let count = 0;
  for (const item of items) if (item.seq === seq && item.table === table) count += 1;
  return count;
}

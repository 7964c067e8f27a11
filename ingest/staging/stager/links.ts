import { quoteTable } from '../../../storage/pool/quote.js';
import type { Transaction } from '../../../storage/types.js';
import { linkTables } from '../../rows/links.js';
import type { StagedItem } from '../../rows/stagedItem.js';
import { keysOf, nameText, originatorsOf, type RecordName } from './stored.js';

/** A link that its record stated before and does not state any more. */
export type EndedLink = Pick<StagedItem, 'seq' | 'part' | 'table' | 'originator' | 'sourceRef'>;

/** Parts from here on are ended links, so that they never meet those that are stated. */
const firstPart = 1_000_000;

/**
 * Links of changed records that are stored and no longer asserted.
 *
 * @remarks A record numbers its links of each table from 1 (`key/relation/1`), so that those that are gone are the ones
 *   after the last: they are asked for until one is missing. Another agency's link under such a key is of its own copy of
 *   the record: it stays.
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

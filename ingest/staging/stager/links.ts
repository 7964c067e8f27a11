import { quoteTable } from '../../../storage/pool/quote.js';
import type { Transaction } from '../../../storage/types.js';
import { linkTables } from '../../rows/links.js';
import type { StagedItem } from '../../rows/stagedItem.js';

/** A link that its record stated before and does not state any more. */
export interface EndedLink {
  readonly seq: number;
  readonly part: number;
  readonly table: string;
  readonly sourceRef: string;
}

/** Parts from here on are ended links, so that they never meet those that are stated. */
const firstPart = 1_000_000;

/**
 * Links of changed records that are stored and no longer asserted.
 *
 * @remarks A record numbers its links of each table from 1 (`key/relation/1`), so that those that are gone are the ones
 *   after the last: they are asked for until one is missing. Another agency may have a link of its own under such a key:
 *   it stays. `source` is a value of the envelope's, `originator` the agency that the run is for.
 */
export async function linksNoLongerAsserted(
  transaction: Transaction,
  { source, originator }: { readonly source: string; readonly originator: string },
  items: readonly StagedItem[],
  changed: readonly StagedItem[],
): Promise<EndedLink[]> {
  const ended: EndedLink[] = [];
  for (const { table, of, word } of linkTables) {
    let asked = changed
      .filter((record) => of.includes(record.table))
      .map(({ seq, sourceRef }) => ({ seq, sourceRef, next: 1 + countLinks(items, seq, table) }));
    while (asked.length > 0) {
      const keyOf = ({ sourceRef, next }: (typeof asked)[number]): string => `${sourceRef}/${word}/${next}`;
      const rows = await transaction.exec<{ source_ref: string }>(
        `select source_ref from ${quoteTable(table)} where source = $1 and originator = $3
           and source_ref = any($2)`,
        [source, asked.map(keyOf), originator],
      );
      const there = new Set(rows.map((row) => row.source_ref));
      asked = asked.filter((record) => there.has(keyOf(record)));
      for (const record of asked) {
        ended.push({ seq: record.seq, part: firstPart + ended.length, table, sourceRef: keyOf(record) });
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

import { hash } from 'node:crypto';
import { noBookmarks } from '../../bookmarks/bookmarks.js';
import type { Defect } from '../../records/validate.js';
import { createKeyCounter, type KeyCounter } from '../../spill/keyCounter.js';
import { knownElements, toDispositions } from '../dispositions.js';
import type { DeliveryItem, ElementDispositions, FileHead, Format } from '../format.js';
import { openDelivery } from '../openDelivery.js';
import { findHeader, type Header, readTable, type TableRow } from '../tables/namedColumns.js';

/** A list as a format. */
export interface ListFormat extends Omit<Format, 'envelope' | 'elements' | 'mayBeWhole'> {
  /** The dispositions of its elements, or their file. */
  readonly dispositions: ElementDispositions | string;
}

/** The format of a list that an authority publishes: public, possibly whole, and stated by the authority that decides. */
export function watchList({ dispositions, ...list }: ListFormat): Format {
  return {
    ...list,
    envelope: { classification: 'PUBLIC', sourceEvaluation: 'A', informationEvaluation: 1 },
    elements: () => toDispositions(dispositions),
    mayBeWhole: true,
  };
}

/** A list as a table with a header; columns are found by name, in any order. */
interface TableForm {
  /** Columns that every file of the format has. */
  readonly required: readonly string[];
  /** Delimiters of the format. */
  readonly delimiters: readonly string[];
  readonly versionOf: (header: Header) => string;
  /** The item of a row; `toKey` adds a counter to a key that was already used. */
  readonly toItem: (row: TableRow, toKey: KeyCounter) => DeliveryItem;
}

/** The format of a list as a table with a header. */
export function tableList(list: Omit<ListFormat, 'recognise' | 'read'> & TableForm): Format {
  const { required, delimiters, versionOf, toItem } = list;
  const headerOf = ({ text }: FileHead): Header | null => findHeader(text, required, delimiters);
  return watchList({
    ...list,
    recognise: (head) => {
      const header = headerOf(head);
      return header && { version: versionOf(header) };
    },
    read: async function* ({ files, unmapped, bookmarks = noBookmarks }) {
      const wanted = required.join(', ');
      const refusal = ({ name }: FileHead) => `The first line of ${name} does not name the columns ${wanted}.`;
      const tables = await openDelivery(files, headerOf, refusal);
      const toKey = createKeyCounter(bookmarks.tally('keys'), '~');
      for (const { file, opened, trail } of bookmarks.unread(tables))
        for await (const row of readTable(file, opened, knownElements(list.dispositions), unmapped, trail))
          yield row.kind === 'row' ? toItem(row, toKey) : row;
    },
  });
}

/** Why a limit: keys are indexed, and those of lists are short. */
const longestKey = 64;

/** The defect of a text that cannot be a key; null for a good one. @param field the element that states it */
export function findKeyDefect(key: string | null, field: string): Defect | null {
  if (key === null || key === '') return { field, reason: 'key.missing' };
  return key.length > longestKey ? { field, reason: 'key.tooLong' } : null;
}

/** A key from what identifies a row of a list without keys; case and runs of white space do not count. */
export function hashKey(parts: readonly (string | null)[]): string {
  const text = parts.map((part) => (part ?? '').toUpperCase().replaceAll(/\s+/g, ' ').trim()).join('\u0000');
  return hash('sha256', text).slice(0, 32);
}

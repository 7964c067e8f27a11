import { noBookmarks } from '../../bookmarks/bookmarks.js';
import type { Tally } from '../../spill/occurrences.js';
import { toDispositions } from '../dispositions.js';
import type { DeliveryItem, ElementDispositions, FileHead, Format } from '../format.js';
import { type FoundHeading, findHeading, type Heading, type HeadingsOf } from './headings.js';
import { openTables } from './openTables.js';
import { readTable, type TableRow } from './readTable.js';

/** How a format of tables differs from others: its headings, and what a row becomes. */
export interface TableForm<Field extends string> {
  /** What becomes of each column: here, or in a file as `dispositionsOf` takes it. */
  readonly dispositions: ElementDispositions | string;
  readonly headings: HeadingsOf<Field>;
  /** Whether a line of headings is this format's. */
  readonly isHeading: (heading: Heading<Field>) => boolean;
  readonly versionOf: (found: FoundHeading<Field>) => string;
  /** The headings that a file must have, in words. */
  readonly wanted: string;
  /** See `Refusal.advise`. */
  readonly advise?: (text: string) => string | null;
  /** Fields that hold numbers. */
  readonly numbers?: readonly Field[];
  /** Begins a delivery; the function it returns makes the item of each row. `keys` is for `createKeys`. */
  readonly openRows: (keys: Tally) => (row: TableRow<Field>) => DeliveryItem;
}

/** The description of such a format. */
type About = Omit<Format, 'elements' | 'mayBeWhole' | 'recognise' | 'describeNear' | 'read'>;

/** A format of tables with headings, one record a row; columns are found by name, in any order. */
export function tableFormat<Field extends string>(about: About, form: TableForm<Field>): Format {
  const { headings, isHeading, versionOf, wanted, advise = () => null, numbers = [], openRows } = form;
  const open = ({ text }: FileHead): FoundHeading<Field> | null => findHeading(text, headings, isHeading);
  return {
    ...about,
    elements: () => toDispositions(form.dispositions),
    mayBeWhole: true,
    recognise: (head) => {
      const found = open(head);
      return found && { version: versionOf(found) };
    },
    read: async function* ({ files, unmapped, bookmarks = noBookmarks }) {
      const tables = await openTables(files, open, { headings, wanted, advise });
      const toItem = openRows(bookmarks.tally('keys'));
      for (const { file, opened: found, trail } of bookmarks.unread(tables)) {
        for await (const row of readTable({ file, found, unmapped, numbers, trail })) {
          yield row.kind === 'reject' ? row : toItem(row);
        }
      }
    },
  };
}

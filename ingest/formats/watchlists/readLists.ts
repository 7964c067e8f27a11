import { createKeyCounter, type KeyCounter } from '../../spill/keyCounter.js';
import { knownElements } from '../fates.js';
import type { Delivery, DeliveryItem, FileHead } from '../format.js';
import { openDelivery } from '../openDelivery.js';
import { findHeader, type Header, readTable, type TableRow } from '../tables/namedColumns.js';

/** A list with a header, as a format expects it. */
export interface ListForm {
  /** Columns without which a file is none of this format. */
  readonly required: readonly string[];
  /** Delimiters that the format is written with. */
  readonly delimiters: readonly string[];
}

/** The header of a file of this form; null where it has none. */
export function headerOf({ text }: FileHead, { required, delimiters }: ListForm): Header | null {
  return findHeader(text, required, delimiters);
}

/**
 * The items of a delivery of such lists: what `toItem` makes of each row; keys that are given out again are counted.
 *
 * @throws BAD_USER_INPUT where a file has no header of this form, before the first item
 */
export async function* readLists(
  { files, unmapped }: Delivery,
  form: ListForm,
  fates: string,
  toItem: (row: TableRow, toKey: KeyCounter) => DeliveryItem,
): AsyncGenerator<DeliveryItem> {
  const columns = form.required.join(', ');
  const lists = await openDelivery(
    files,
    (head) => headerOf(head, form),
    ({ name }) => `The first line of ${name} does not name the columns ${columns}.`,
  );
  const toKey = createKeyCounter('~');
  for (const { file, opened } of lists)
    for await (const row of readTable(file, opened, knownElements(fates), unmapped))
      yield row.kind === 'row' ? toItem(row, toKey) : row;
}

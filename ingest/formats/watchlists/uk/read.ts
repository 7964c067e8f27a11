import type { Frame, Reject, SourceRecord } from '../../../records/record.js';
import { openSpilledItems } from '../../../spill/spilledItems.js';
import type { Delivery, DeliveryItem } from '../../format.js';
import { openDelivery } from '../../openDelivery.js';
import { toReject } from '../../reject.js';
import { findKeyDefect } from '../watchList.js';
import { toUkRecord } from './entry.js';
import type { UkPublication, UkRow } from './publications.js';

/** A row of a group; `frame` is the index of its frame, as there is only one for each file. */
type GroupRow = Omit<UkRow, 'frame'> & { readonly group: string; readonly file: string; readonly frame: number };

/**
 * The items of a delivery of a list.
 *
 * 1. The rows are stored by group, on disk where there are many: the rows of a group need not be adjacent.
 * 2. Each group becomes a record, in the order of their first rows; a defective one is rejected row by row.
 *
 * @throws BAD_USER_INPUT where a file is not a form of the list, before the first item
 */
export async function* readUkList(
  publication: UkPublication,
  { files, unmapped }: Delivery,
): AsyncGenerator<DeliveryItem> {
  const opened = await openDelivery(files, (head) => publication.open(head), publication.refusal);
  const stored = openSpilledItems<GroupRow>();
  const frames: Frame[] = [];
  const reject = ({ file, group, frame, ...row }: GroupRow, field: string, reason: string): Reject =>
    toReject(file, row, { field, reason, sourceRef: group || undefined }, frames[frame]);
  try {
    for (const { file, opened: form } of opened) {
      for await (const row of form.read(file, unmapped)) {
        if ('kind' in row) {
          yield row;
          continue;
        }
        if (frames.at(-1)?.before !== row.frame.before) frames.push(row.frame);
        const group = row.stated.find((values) => values.group !== undefined)?.group ?? '';
        const placed = { ...row, group, file: file.name, frame: frames.length - 1 };
        const defect = findKeyDefect(group, publication.key);
        if (defect === null) stored.put([group], placed);
        else yield reject(placed, defect.field, defect.reason);
      }
    }
    // Invariant: rows that were taken are no longer left, so each group appears once, with its first row.
    for (const { item: first, tooMany } of stored.left()) {
      if (tooMany) yield reject(first, publication.key, 'entry.tooManyRows');
      else yield* toItems(publication, stored.take(first.group), reject);
    }
  } finally {
    stored.close();
  }
}

function* toItems(
  publication: UkPublication,
  rows: readonly GroupRow[],
  reject: (row: GroupRow, field: string, reason: string) => Reject,
): Generator<SourceRecord | Reject> {
  const [first] = rows as [GroupRow, ...GroupRow[]];
  const stated = rows.flatMap((row) => row.stated);
  const record = toUkRecord(publication, stated, first.group);
  if ('kind' in record) {
    const { file, line, path } = first;
    const origin = { file, line, ...(path === undefined ? {} : { path }) };
    yield { ...record, origin, raw: rows.map(({ raw }) => raw).join('\n') };
    return;
  }
  for (const row of rows)
    yield row === first ? reject(row, record.field, record.reason) : reject(row, publication.key, 'entry.rejected');
}

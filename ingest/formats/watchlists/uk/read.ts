import type { Frame, Reject, SourceRecord } from '../../../records/record.js';
import { openSpilledTexts } from '../../../spill/spilledTexts.js';
import type { Delivery, DeliveryItem } from '../../format.js';
import { openDelivery } from '../../openDelivery.js';
import { toReject } from '../../toReject.js';
import type { UkRow } from './fields.js';
import { toUkRecord } from './group/entry.js';
import type { UkPublication } from './publication.js';

/** Why a limit: the key is indexed, and group numbers are short. */
const longestKey = 64;

/**
 * The items of a delivery of a list.
 *
 * 1. The rows are put away by their group, on disk where there are many: those of a group do not stand together.
 * 2. Each group is a record, in the order of their first rows. One that is none is quarantined row by row.
 *
 * @throws BAD_USER_INPUT where a file is no form of the list, before the first item
 */
export async function* readUkList(
  publication: UkPublication,
  { files, unmapped }: Delivery,
): AsyncGenerator<DeliveryItem> {
  const { key, open, refusal } = publication;
  const opened = await openDelivery(files, open, refusal);
  const spilled = openSpilledTexts();
  const frames: Frame[] = [];
  try {
    for (const { file, opened: readRows } of opened) {
      for await (const row of readRows(file, unmapped)) {
        if ('kind' in row) yield row;
        else if (row.group === '') yield reject(row, key, 'key.missing');
        else if (row.group.length > longestKey) yield reject(row, key, 'key.tooLong');
        else spilled.put([row.group], pack(row, frames));
      }
    }
    // Invariant: what was taken is left no more; so each group comes up with its first row.
    for (const { text, tooMany } of spilled.left()) {
      const first = unpack(text, frames);
      if (tooMany) yield reject(first, key, 'entry.tooManyRows');
      else
        yield* toItems(
          publication,
          spilled.take(first.group).map((row) => unpack(row.text, frames)),
        );
    }
  } finally {
    spilled.close();
  }
}

function* toItems(publication: UkPublication, rows: readonly UkRow[]): Generator<SourceRecord | Reject> {
  const [first] = rows as [UkRow, ...UkRow[]];
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

function reject(row: UkRow, field: string, reason: string): Reject {
  return toReject(row.file, row, { field, reason, sourceRef: row.group || undefined }, row.frame);
}

type PackedRow = [number, string, number, string | null, string, string, UkRow['stated']];

/** Frames are few, one a file, and stand once. */
function pack({ frame, group, line, path, file, raw, stated }: UkRow, frames: Frame[]): string {
  if (frames.at(-1)?.before !== frame.before) frames.push(frame);
  return JSON.stringify([frames.length - 1, group, line, path ?? null, file, raw, stated] satisfies PackedRow);
}

function unpack(text: string, frames: readonly Frame[]): UkRow {
  const [frame, group, line, path, file, raw, stated] = JSON.parse(text) as PackedRow;
  return { group, file, line, ...(path === null ? {} : { path }), raw, stated, frame: frames[frame] as Frame };
}

import type { Bookmark } from '../bookmarks/bookmark.js';
import { openBookmarks } from '../bookmarks/bookmarks.js';
import type { DeliveryItem } from '../formats/format.js';
import type { Quarantine } from '../quarantine/quarantine.js';
import { atOldPlace } from '../quarantine/retry.js';
import { createUnderstand } from '../rows/items.js';
import { createRowMaker } from '../rows/rows.js';
import type { StagedItem } from '../rows/stagedItem.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import { openCompletion } from './completePartial.js';
import type { UnmappedCount } from './unmappedCount.js';

/** What reading a delivery needs; the databases are asked for what a delta states in part. */
export type Reading = Pick<
  SettledDelivery,
  'format' | 'source' | 'originator' | 'envelope' | 'stated' | 'files' | 'retried'
> &
  Deployment &
  Pick<Conduct, 'batchRows'> & {
    /** Items up to this number are staged already. */
    readonly staged?: number;
    /** Where an earlier process stopped; null for the beginning, absent where nobody will go on with this reading. */
    readonly from?: Bookmark | null;
  };

/** Some of what was read. */
export interface Batch {
  readonly items: readonly StagedItem[];
  /** Number of the last item read. */
  readonly upTo: number;
  /** Rejects up to that. */
  readonly rejects: number;
  /** Where another process may go on once the batch is kept. */
  readonly bookmark: Bookmark | null;
}

/** Rows a batch. */
const usualBatchRows = 1000;
/** Characters of raw text a batch: large records make smaller batches. */
const batchCharacters = 8 << 20;

/**
 * Reads a delivery from its beginning, or goes on: items are numbered from 1, checked and mapped; rejects go into quarantine;
 * rows are taken in batches, one after the other. While one batch is taken the next two are read, so that the database always
 * has work.
 *
 * @returns how many items there were
 */
export async function readDelivery(
  reading: Reading,
  quarantine: Quarantine,
  unmapped: UnmappedCount,
  take: (batch: Batch) => Promise<void>,
): Promise<number> {
  const { format, files, policy, source, originator, stated, staged = 0, batchRows = usualBatchRows, from } = reading;
  const makeRows = createRowMaker({ ...reading, statement: reading.envelope });
  const checks = { policy, source, originator, stated, kinds: format.kinds, files };
  const understand = createUnderstand({ ...checks, makeRows, staged });
  const completion = openCompletion(reading.databases, source, originator);
  let seq = from?.seq ?? 0;
  const remembering = { quarantine: quarantine.defects, unmapped };
  const bookmarks = from === undefined ? null : openBookmarks({ from, seq: () => seq, remembering });
  let batch: StagedItem[] = [];
  let characters = 0;
  let before: Promise<void> = Promise.resolve();
  let taking: Promise<void> = Promise.resolve();
  const send = async (): Promise<void> => {
    await before;
    const sent = { items: batch, upTo: seq, rejects: quarantine.count, bookmark: bookmarks?.take() ?? null };
    bookmarks?.due();
    before = taking;
    taking = before.then(() => take(sent));
    // Why: the failure is thrown at a later batch; until then it must not end the process.
    taking.catch(() => undefined);
    batch = [];
    characters = 0;
  };
  const takeItem = async (item: DeliveryItem): Promise<void> => {
    seq += 1;
    const { staged: rows, reject } = understand(item, seq);
    if (reject) quarantine.add(reject);
    batch.push(...rows);
    characters += item.raw?.length ?? 0;
    if (batch.length >= batchRows || characters >= batchCharacters || seq % (4 * batchRows) === 0) await send();
  };
  try {
    const delivery = { files, unmapped: unmapped.add, ...(bookmarks ? { bookmarks } : {}) };
    for await (const met of format.read(delivery)) {
      const item = reading.retried ? atOldPlace(met, reading.retried) : met;
      if (item.kind === 'reject' || item.partial === undefined) await takeItem(item);
      else if (item.kind !== 'withdrawal') await takeItem(await completion.complete(item));
      else {
        await takeItem(item);
        for (const record of await completion.withoutEntry(item)) await takeItem(record);
      }
    }
    await send();
  } finally {
    // Why: a batch that is on its way must not come after what was staged is dropped.
    await Promise.allSettled([taking]);
  }
  await taking;
  return seq;
}

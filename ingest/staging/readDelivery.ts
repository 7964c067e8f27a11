import type { DeliveryItem } from '../formats/format.js';
import type { Quarantine } from '../quarantine/quarantine.js';
import { atOldPlace } from '../quarantine/retry.js';
import { createUnderstand } from '../rows/items.js';
import { createRowMaker } from '../rows/rows.js';
import type { StagedItem } from '../rows/stagedItem.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import { openCompletion } from './completePartial.js';

/** What reading a delivery needs; the databases are asked for what a delta states in part. */
export type Reading = Pick<
  SettledDelivery,
  'format' | 'source' | 'originator' | 'envelope' | 'stated' | 'files' | 'retried'
> &
  Deployment &
  Pick<Conduct, 'batchRows'> & {
    /** Items up to this number are staged already. */
    readonly staged?: number;
  };

/** Takes a batch: its items, the number of the last item read, and how many rejects there were up to that. */
export type TakeBatch = (items: readonly StagedItem[], upTo: number, rejects: number) => Promise<void>;

/** Rows a batch. */
const usualBatchRows = 1000;
/** Unmapped elements that a result names: a hostile file may hold as many as it has bytes. */
const maximumNames = 1000;
const furtherNames = '(further elements)';

/** Characters of raw text a batch: large records make smaller batches. */
const batchCharacters = 8 << 20;

/**
 * Reads a delivery from its beginning: items are numbered from 1, checked and mapped; rejects go into quarantine; rows are
 * taken in batches, one after the other. While one batch is taken the next two are read, so that the database always has
 * work.
 *
 * @returns how many items there were
 */
export async function readDelivery(
  reading: Reading,
  quarantine: Quarantine,
  unmapped: Record<string, number>,
  take: TakeBatch,
): Promise<number> {
  const { format, files, policy, source, originator, stated, staged = 0, batchRows = usualBatchRows } = reading;
  const makeRows = createRowMaker({ ...reading, statement: reading.envelope });
  const checks = { policy, source, originator, stated, kinds: format.kinds, files };
  const understand = createUnderstand({ ...checks, makeRows, staged });
  const completion = openCompletion(reading.databases, source, originator);
  let seq = 0;
  let batch: StagedItem[] = [];
  let characters = 0;
  let before: Promise<void> = Promise.resolve();
  let taking: Promise<void> = Promise.resolve();
  const send = async (): Promise<void> => {
    await before;
    const [items, upTo, rejects] = [batch, seq, quarantine.count];
    before = taking;
    taking = before.then(() => take(items, upTo, rejects));
    // Why: the failure is thrown at a later batch; until then it must not end the process.
    taking.catch(() => undefined);
    batch = [];
    characters = 0;
  };
  let named = 0;
  const countUnmapped = (element: string): void => {
    const known = Object.hasOwn(unmapped, element);
    if (!known) named += 1;
    const name = known || named <= maximumNames ? element : furtherNames;
    unmapped[name] = (unmapped[name] ?? 0) + 1;
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
    for await (const met of format.read({ files, unmapped: countUnmapped })) {
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

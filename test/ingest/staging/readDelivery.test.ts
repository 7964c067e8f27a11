import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { Format } from '../../../ingest/formats/format.js';
import { formats } from '../../../ingest/formats/index.js';
import { openFiles } from '../../../ingest/input/openFiles.js';
import { openQuarantine } from '../../../ingest/quarantine/quarantine.js';
import { type Batch, readDelivery } from '../../../ingest/staging/readDelivery.js';
import { createUnmappedCount } from '../../../ingest/staging/unmappedCount.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { entry, list } from '../run/setting.js';
import { linkKey, ownIngestDatabase } from '../support/samples.js';

const { databases } = await ownIngestDatabase();
const list6 = [1, 2, 3, 4, 5, 6].map((number) => (number === 3 ? '3,"broken' : entry(number, `SPECIMEN ${number}`)));

type TakeBatch = (batch: Batch) => Promise<void>;

async function read(take: TakeBatch, change: (format: Format) => Format = (format) => format): Promise<number> {
  const format = change(formats.get('ofac-sdn') as Format);
  const originator = 'EU-SANCTIONS-DESK';
  const run = { runId: 'run', originator, source: 'ofac-sdn', now: '2026-01-01T00:00:00Z' };
  const [envelope, stated] = [{ originator }, { originator }];
  const files = await openFiles([list(...list6)]);
  const identity = { source: 'ofac-sdn', originator, envelope, stated, files, key: 'key', version: 'legacy' };
  const reading = { ...identity, format, policy: loadPolicy(), linkKey, databases, batchRows: 1 };
  return await readDelivery(reading, openQuarantine(run), createUnmappedCount(), take);
}

it('hands out batches one after the other, each with the rejects up to it, however long one takes', async () => {
  const taken: unknown[] = [];
  let busy = 0;
  const take: TakeBatch = async ({ items, upTo, rejects }) => {
    busy += 1;
    expect(busy).toBe(1);
    await sleep(upTo === 1 ? 20 : 1);
    taken.push([items.map(({ seq }) => seq), upTo, rejects]);
    busy -= 1;
  };
  const last = await read(take);
  expect(taken.slice(0, 2)).toEqual([
    [[1], 1, 0],
    [[2], 2, 0],
  ]);
  expect(taken.at(-1)).toEqual([expect.anything(), last, 1]);
});

it('ends with no batch on its way where reading fails: what it staged stayed behind the run that was taken back', async () => {
  let done = 0;
  let begun = 0;
  const take: TakeBatch = async () => {
    begun += 1;
    await sleep(20);
    done += 1;
  };
  const cutOff = (format: Format): Format => ({
    ...format,
    read: async function* (delivery) {
      let count = 0;
      for await (const item of format.read(delivery)) {
        yield item;
        count += 1;
        if (count === 2) throw new Error('cut off');
      }
    },
  });
  await expect(read(take, cutOff)).rejects.toThrow('cut off');
  expect([begun, done]).toEqual([2, 2]);
  await sleep(50);
  expect(begun).toBe(2);
});

it('hands out no batch after one that could not be taken', async () => {
  const taken: number[] = [];
  const take: TakeBatch = async ({ upTo }) => {
    taken.push(upTo);
    if (upTo === 2) throw new Error('full');
  };
  await expect(read(take)).rejects.toThrow('full');
  expect(taken).toEqual([1, 2]);
});

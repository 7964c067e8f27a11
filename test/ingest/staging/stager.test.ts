import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { StagedItem } from '../../../ingest/rows/stagedItem.js';
import { createStagedLines } from '../../../ingest/staging/stager/stagedLines.js';
import { openStager } from '../../../ingest/staging/stager/stager.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { linkKey, ownIngestDatabase } from '../support/samples.js';

const { databases } = await ownIngestDatabase();

/** The stager of one run in one process, which does something before it commits a transaction. */
const open = (beforeCommit: () => Promise<void>) =>
  openStager({
    runId: 'run_fence',
    source: 'ofac-sdn',
    policy: loadPolicy(),
    mayLoosen: false,
    sources: ['persons'],
    lines: createStagedLines({
      runId: 'run_fence',
      linkKey,
      deliveryKey: 'delivery',
      mayLoosen: false,
      mayChange: true,
    }),
    inTransaction: (source, work) =>
      databases[source].transaction(async (transaction) => {
        const result = await work(transaction);
        await beforeCommit();
        return result;
      }),
  });

const item = (seq: number): StagedItem => ({
  source: 'persons',
  seq,
  part: 0,
  table: 'persons.person',
  originator: 'EU-SANCTIONS-DESK',
  sourceRef: String(seq),
  row: null,
  action: 'WITHDRAWN',
  fileIndex: 0,
  line: seq,
  path: null,
  qualityFlags: [],
  content: () => Buffer.alloc(0),
});

describe('openStager', () => {
  it('stages nothing twice while what a killed process left is still being committed: both had staged the same rows', async () => {
    let isLeaving = false;
    let hold: () => void = () => undefined;
    const isHeld = new Promise<void>((resolve) => {
      hold = resolve;
    });
    const left = await open(async () => {
      if (!isLeaving) return;
      hold();
      await sleep(300);
    });
    const next = await open(async () => undefined);
    const items = [item(1), item(2)];
    isLeaving = true;
    const leaving = left.stage(items, 2);
    await isHeld;
    await next.stage([...items, item(3)], 3);
    await leaving;
    const rows = await databases.persons.exec(
      "select seq::int from persons.staged where run_id = 'run_fence' order by seq",
    );
    expect(rows).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  });
});

import { afterEach, expect, it } from '@jest/globals';
import type { LogClient, LogPool } from '../../../../auditlog/store/pool.js';
import { Indexer } from '../../../../auditlog/writer/indexing/indexer.js';
import { silent } from '../../support/openTestLog.js';

const { now } = performance;
afterEach(() => {
  performance.now = now;
});

it('counts failures of an index since it was written: a later failure had said nothing for hours', async () => {
  const said: unknown[] = [];
  const reporter = { ...silent, warn: (facts: object) => void said.push({ ...facts, err: null }) };
  // In which no run is stored, and none is due.
  const client: LogClient = {
    on: () => undefined,
    release: () => undefined,
    query: async ({ text = '' }) => ({ rows: text.includes('lock') ? [{ held: true }] : [], rowCount: 0 }),
  };
  let isAway = true;
  let times = 0;
  const pool: LogPool = {
    query: async () => ({ rows: [] }),
    connect: async () => {
      times += 1;
      if (isAway) throw new Error('away');
      return client;
    },
  };
  const indexer = new Indexer({ pool, log: 'main', reporter, indexAt: 0 });
  for (isAway of [true, true, false, true]) {
    const before = times;
    indexer.written([]);
    while (times === before) await new Promise(setImmediate);
    await new Promise(setImmediate);
    const later = performance.now() + 2000;
    performance.now = () => later;
  }
  expect(said).toEqual([1, 2, 1].map((tries) => ({ err: null, log: 'main', tries })));
});

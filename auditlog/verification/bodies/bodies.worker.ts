import { parentPort, workerData } from 'node:worker_threads';
import type { Asked } from './bodyThread.js';
import { indexOf, openFitting } from './checkBody.js';

// The thread of a verification that opens bodies: pages of them in the order of asking.
const keys = indexOf(workerData.index);

parentPort?.on('message', (asked: readonly Asked[]) => {
  const found = asked.map(([bytes, agency, at, sealed, tokens, key]) => {
    const entry = { bytes: Buffer.from(bytes, 'latin1'), agency, at, closed: { sealed, tokens } };
    return openFitting(entry, keys, { state: 'KNOWN', key: Buffer.from(key, 'latin1') });
  });
  parentPort?.postMessage(found);
});

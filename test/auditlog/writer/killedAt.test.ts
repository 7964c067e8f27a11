import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { openHeadFile } from '../../../auditlog/heads.js';
import { rangeRoot } from '../../../auditlog/merkle.js';
import { findNewestCheckpoint } from '../../../auditlog/store/checkpoint.js';
import { readRange, readSize } from '../../../auditlog/store/tree.js';
import type { Receipt } from '../../../auditlog/types.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { linesOf, startScript } from '../../support/waiting/child.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog, testHeads } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';

/* A writer is killed at every statement between lease, keys, envelope, commit, head file, disk and checkpoint; the next one goes on. */
const { database, pool } = useLogDatabase();

/** Runs a writer until it kills itself; gives the receipts that it had. */
async function runUntilKilled(logId: string, point: string, time: number): Promise<Receipt[]> {
  const args = [database.auditWriterUrl, logId, testHeads(), point, String(time)];
  const child = startScript('auditlog/writer/killedAtChild.ts', args);
  const receipts: Receipt[] = [];
  linesOf(child).on('line', (line) => {
    if (line.endsWith('}')) receipts.push(JSON.parse(line) as Receipt);
  });
  const [, signal] = await once(child, 'close');
  expect({ point, signal }).toEqual({ point, signal: 'SIGKILL' });
  return receipts;
}

const keptSize = (logId: string): number => openHeadFile(testHeads(), logId).read()?.size ?? 0;
const newestSigned = async (logId: string): Promise<number> => (await findNewestCheckpoint(pool, logId))?.size ?? 0;

const points: [string, number][] = [
  ['after the lease', 1],
  ['before the keys', 1],
  ['after the keys', 1],
  ['after the commit of the keys', 1],
  ['before the file is made', 1],
  ['after the file is made', 1],
  ['before the envelope', 3],
  ['after the envelope', 3],
  ['before the batch', 2],
  ['after the batch', 1],
  ['after the batch', 3],
  ['before the batch of many', 2],
  ['after the batch of many', 2],
  ['before the head', 4],
  ['in the middle of the head', 4],
  ['after the head', 4],
  ['before the disk', 2],
  ['after the disk', 2],
  ['before the checkpoint', 2],
  ['after the checkpoint', 2],
];

describe('a writer that is killed', () => {
  it('bricks nothing, wherever it was, nor has acknowledged what is not there', async () => {
    const one = async ([point, time]: [string, number], number: number): Promise<void> => {
      const logId = `killed-${number}`;
      const receipts = await runUntilKilled(logId, point, time);
      // A note is published only over a head that is on the disk.
      if (point.endsWith('the disk')) expect(await newestSigned(logId)).toBeLessThan(keptSize(logId));
      const next = await openLog(pool, { logId, leaseWaitMs: 10_000 });
      const [last] = await appendMany(next, 1);
      await next.close();
      const size = await readSize(pool, logId);
      expect({ point, index: last?.index }).toEqual({ point, index: size - 1 });
      expect({ point, faults: (await verifyLog(pool, logId, auditKeys)).faults }).toEqual({ point, faults: [] });
      const { rows } = await pool.query('select leaf_hash from audit.entry where log = $1 order by index', [logId]);
      for (const { index, leafHash } of receipts) expect(rows[index]?.leaf_hash.toString('hex')).toBe(leafHash);
      const root = Buffer.from(rangeRoot(await readRange(pool, logId, size)));
      expect(openHeadFile(testHeads(), logId).read()).toEqual({ log: logId, size, root });
    };
    // Three at a time: what takes time is that they start.
    for (let from = 0; from < points.length; from += 3)
      await Promise.all(points.slice(from, from + 3).map((point, i) => one(point, from + i)));
  });
});

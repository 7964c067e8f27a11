import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { Receipt } from '../../../auditlog/types.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { end, linesOf, startScript } from '../../support/waiting/child.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { openLog, openPool, testHeads } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';

const { database, pool } = useLogDatabase();

describe('a writer that is killed at any moment', () => {
  it('has given no receipt for what is not in the log', async () => {
    const receipts: Receipt[] = [];
    for (let round = 0; round < 6; round += 1) {
      receipts.push(...(await appendUntilKilled(database.auditWriterUrl, 'killed', 40 + Math.random() * 250)));
    }
    expect(receipts.length).toBeGreaterThan(50);
    await expectAllThere(pool, 'killed', receipts);
  });
});

describe('a database that is killed under load', () => {
  it('loses nothing that was acknowledged, and the writer goes on after it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-audit-kill-'));
    const first = await startServer(folder);
    let last = first;
    try {
      const { child, receipts } = await startChild(first.url, 'crash');
      while (receipts.length < 20) await sleep(5);
      await sleep(200);
      process.kill(first.pid, 'SIGKILL');
      await sleep(100);
      const before = receipts.length;
      last = await startServer(folder);
      for (let i = 0; receipts.length === before && i < 600; i += 1) await sleep(100);
      await end(child);
      expect(receipts.length).toBeGreaterThan(before);
      const own = openPool(last.url);
      await expectAllThere(own, 'crash', receipts);
      await own.end();
    } finally {
      await first.stop();
      await last.stop();
    }
  });
});

async function startServer(folder: string): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const child = startScript('auditlog/writer/serverChild.ts', [folder], 'pipe');
  const [line] = await once(linesOf(child), 'line');
  const { url, pid } = JSON.parse(String(line)) as { url: string; pid: number };
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) await end(child, () => child.stdin?.end());
  };
  return { url, pid, stop };
}

async function startChild(url: string, logId: string): Promise<{ child: ChildProcess; receipts: Receipt[] }> {
  const child = startScript('auditlog/writer/appendingChild.ts', [url, logId, testHeads(), '20']);
  const receipts: Receipt[] = [];
  const lines = linesOf(child);
  const opened = once(lines, 'line');
  lines.on('line', (line) => {
    if (line.startsWith('{') && line.endsWith('}')) receipts.push(JSON.parse(line) as Receipt);
  });
  await opened;
  return { child, receipts };
}

async function appendUntilKilled(url: string, logId: string, ms: number): Promise<readonly Receipt[]> {
  const { child, receipts } = await startChild(url, logId);
  // Why first: on a busy machine nothing may have been written by then, and nothing be tested.
  while (receipts.length < 20) await sleep(5);
  await sleep(ms);
  await end(child);
  return receipts;
}

async function expectAllThere(from: pg.Pool, logId: string, receipts: readonly Receipt[]): Promise<void> {
  await (await openLog(from, { logId, leaseWaitMs: 5000 })).close();
  const verification = await verifyLog(from, logId, auditKeys);
  expect(verification).toMatchObject({ faults: [] });
  expect(verification.size).toBeGreaterThanOrEqual(receipts.length);
  const { rows } = await from.query('select index::text, leaf_hash from audit.entry where log = $1', [logId]);
  const stored = new Map(rows.map((row) => [Number(row.index), (row.leaf_hash as Buffer).toString('hex')]));
  const missing = receipts.filter((receipt) => stored.get(receipt.index) !== receipt.leafHash);
  expect(missing).toEqual([]);
  expect(new Set(receipts.map((receipt) => receipt.index)).size).toBe(receipts.length);
}

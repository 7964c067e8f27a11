import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredBytes } from '../../../auditlog/entry/decode.js';
import { decodeEntry } from '../../../auditlog/entry/decode.js';
import type { AuditLog } from '../../../auditlog/types.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog } from '../support/openTestLog.js';
import { spy } from '../support/spyPool.js';

const { pool } = useLogDatabase();
let logs: AuditLog[] = [];
let logId = '';

beforeEach(() => {
  logId = `log-${crypto.randomUUID().slice(0, 8)}`;
});
afterEach(async () => {
  await Promise.all(logs.map((log) => log.close()));
  logs = [];
});

async function open(changes: Parameters<typeof openLog>[1] = {}): Promise<AuditLog> {
  const log = await openLog(pool, { logId, ...changes });
  logs.push(log);
  return log;
}
const rows = async (text: string): Promise<Record<string, unknown>[]> => (await pool.query(text, [logId])).rows;

describe('refusals of nobody', () => {
  it('are one entry per source, code and second, without the address', async () => {
    const log = await open();
    const at = new Date().toISOString();
    for (let i = 0; i < 50; i += 1) log.countRefused('192.0.2.7', 'UNAUTHENTICATED', at);
    log.countRefused('192.0.2.8', 'UNAUTHENTICATED', at);
    await log.close();
    const written = await rows(
      `select bytes, header, t::text as text from audit.entry t where log = $1 and kind = 'REFUSED'`,
    );
    expect(written.map(countOf).sort()).toEqual([1, 50]);
    expect(JSON.stringify(written)).not.toContain('192.0.2');
    for (const row of written) expect((row.header as Buffer).includes('192.0.2')).toBe(false);
  });

  it('are written within seconds though the clock went back behind them', async () => {
    const log = await open();
    log.countRefused('192.0.2.7', 'UNAUTHENTICATED', new Date(Date.now() + 3_600_000).toISOString());
    const written = () => rows(`select 1 from audit.entry where log = $1 and kind = 'REFUSED'`);
    const end = performance.now() + 4000;
    while ((await written()).length === 0 && performance.now() < end) await pause(50);
    expect(await written()).toHaveLength(1);
  });

  it('never stand before an outcome in a batch, and are few beside it', async () => {
    const batches: string[][] = [];
    const log = await open({
      maxBatch: 64,
      pool: spy(pool, ({ name, values }) => {
        if (name?.startsWith('portcullis_audit_append')) batches.push(kindsOf(values?.[8] as Buffer));
      }),
    });
    for (let i = 0; i < 3000; i += 1) log.countRefused(`source ${i}`, 'UNAUTHENTICATED', '2026-11-25T10:00:00.000Z');
    for (let i = 0; i < 20; i += 1) await appendMany(log, 5);
    const mixed = batches.filter((kinds) => kinds.includes('OUTCOME'));
    expect(mixed.some((kinds) => kinds.includes('REFUSED'))).toBe(true);
    for (const kinds of mixed) {
      expect(kinds.lastIndexOf('OUTCOME')).toBe(kinds.filter((kind) => kind === 'OUTCOME').length - 1);
      expect(kinds.filter((kind) => kind === 'REFUSED').length).toBeLessThanOrEqual(8);
    }
  });

  it('leave room for viewers, whom a flood of sources does not make nameless', async () => {
    const log = await open();
    const at = new Date().toISOString();
    for (let i = 0; i < 5000; i += 1) log.countRefused(`source ${i}`, 'UNAUTHENTICATED', at);
    const viewer = { subject: 'floods', agency: 'NL-CUSTOMS', agencyKind: 'CUSTOMS', role: 'ANALYST' };
    for (let i = 0; i < 7; i += 1) log.countRefused(viewer, 'RATE_LIMITED', at);
    await log.close();
    const written = await rows(`select bytes, header from audit.entry where log = $1 and agency = 'NL-CUSTOMS'`);
    expect(written.map((row) => decodeEntry(row as unknown as StoredBytes)?.header)).toEqual([
      expect.objectContaining({ code: 'RATE_LIMITED', count: 7, role: 'ANALYST', asker: expect.any(String) }),
    ]);
    expect(String(written[0]?.header)).not.toContain('floods');
  });

  it('stay bounded under a flood of sources', async () => {
    const log = await open();
    const at = new Date().toISOString();
    for (let i = 0; i < 20_000; i += 1) log.countRefused(`source ${i}`, 'UNAUTHENTICATED', at);
    await log.close();
    const written = await rows(`select bytes, header from audit.entry where log = $1 and kind = 'REFUSED'`);
    expect(written.reduce((sum, row) => sum + countOf(row), 0)).toBe(20_000);
    expect(written.length).toBeLessThanOrEqual(4097);
  });
});

/** Number of requests that a stored entry stands for. */
function countOf(row: Record<string, unknown>): number {
  return decodeEntry(row as unknown as StoredBytes)?.header.count ?? 0;
}

/** Kinds in a `text[]` as it is sent. */
function kindsOf(sent: Buffer): string[] {
  return sent.toString('latin1').match(/OUTCOME|REFUSED|INTENT/g) ?? [];
}

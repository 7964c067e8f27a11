/*
 * One writer of the audit log, for bench/log.mjs: a process of its own, so that its CPU is the log's alone. Each message
 * `{at, seconds}` is a stretch with that many appends under way; the answer says what it took.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { product } from '../product.mjs';
import { entry } from './entry.mjs';

const { openAuditLog } = await product('auditlog/writer/openLog.js');
const { checkpointKeys } = await product('auditlog/signing/keys.js');
const [url, logId, records, keysUrl] = process.argv.slice(2);
const heads = mkdtempSync(join(tmpdir(), 'portcullis-bench-heads-'));
const pool = new pg.Pool({ connectionString: url });
const store = new pg.Pool({ connectionString: keysUrl });
const log = await openAuditLog({
  pool,
  logId,
  heads,
  keys: {
    auditSeal: () => [Buffer.alloc(32, 1)],
    blindIndex: Buffer.alloc(32, 2),
    checkpoint: checkpointKeys(Buffer.alloc(32, 3)),
    store,
  },
  opening: { policyVersion: 'bench', schemaHash: 'bench' },
  log: { info() {}, warn: console.error, error: console.error },
});
async function stretch({ at, seconds }) {
  const until = performance.now() + seconds * 1000;
  const waits = [];
  const asker = async () => {
    for (let now = performance.now(); now < until; ) {
      await log.append(entry(Number(records)));
      const then = performance.now();
      waits.push(then - now);
      now = then;
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: at }, asker));
  const { user, system } = process.cpuUsage(before);
  waits.sort((a, b) => a - b);
  return { entries: waits.length, cpu: user + system, wait: waits[waits.length >> 1] * 1000 };
}

process.on('message', async (order) => {
  if (order !== 'end') return process.send(await stretch(order));
  await log.close();
  await pool.end();
  await store.end();
  rmSync(heads, { recursive: true });
  process.disconnect();
});
process.send('ready');

/*
 * What it takes to verify a log: with public keys alone, and with the keys that open bodies; the same of what came since a trusted
 * head; and what an entry takes on the disk. Usage: node bench/verify.mjs [--entries 1000000] [--records 10: that an entry names] [--since 100000: entries behind
 * that head] [--json] [--keep: the log is for
 * the next run, too, also of another build].
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import pino from 'pino';
import { dataDirectory } from './data.mjs';
import { entry } from './log/entry.mjs';
import { treeOf } from './measure/cpu.mjs';
import { product } from './product.mjs';

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '1000000' },
    records: { type: 'string', default: '10' },
    since: { type: 'string', default: '100000' },
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const [wanted, records] = [Number(values.entries), Number(values.records)];
const { openAuditLog } = await product('auditlog/writer/openLog.js');
const { checkpointKeys } = await product('auditlog/signing/keys.js');
const { rangeRoot } = await product('auditlog/merkle.js');
const { readRange } = await product('auditlog/store/tree.js');
const { openHeadFile } = await product('auditlog/heads.js');
const { bodyKeys } = await product('auditlog/verification/checkEntry.js');
const { verifyLog } = await product('auditlog/verification/verify.js');
const { PageThreads } = await product('cli/audit/threads/pageThreads.js');
const { createMissingKeys } = await product('storage/keys/keys.js');
const { openSeals } = await product('storage/keys/seals.js');
const checkpoint = checkpointKeys(Buffer.alloc(32, 3));
const said = { info() {}, warn: console.error, error: console.error };

async function write(pool, heads, keys) {
  const opening = { policyVersion: 'bench', schemaHash: 'bench' };
  const log = await openAuditLog({ pool, logId: 'bench', heads, keys, opening, log: said, deadlineMs: 60_000 });
  let [asked, written] = [0, 0];
  const asker = async () => {
    while (asked < wanted) {
      asked += 1;
      await log.append(entry(records));
      written += 1;
      if (written % 100_000 === 0) console.error(`${written} entries written`);
    }
  };
  await Promise.all(Array.from({ length: 256 }, asker));
  await log.close();
}

/** CPU of PostgreSQL's processes that are there now, seconds. */
function cpuOf(postmaster) {
  return treeOf(postmaster).reduce((sum, pid) => {
    try {
      return sum + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1e9;
    } catch {
      // It ended meanwhile.
      return sum;
    }
  }, 0);
}

async function verified({ pool, head, urls, postmaster, keysDirectory }, name, with_, since) {
  const [begun, used, before] = [performance.now(), process.cpuUsage(), cpuOf(postmaster)];
  const { index } = bodyKeys(with_);
  const threads = new PageThreads({ ...urls, keysDirectory: with_.auditSeal && keysDirectory, index });
  const trusted = [{ ...head, name: 'the head file' }];
  const { verdict, size } = await verifyLog(pool, 'bench', with_, { trusted, threads, since });
  // Before the threads' connections end, and their part is lost.
  const postgres = cpuOf(postmaster) - before;
  await threads.close();
  const { user, system } = process.cpuUsage(used);
  const seconds = (performance.now() - begun) / 1000;
  return {
    name,
    verdict,
    size,
    seconds: Number(seconds.toFixed(1)),
    cpuHere: Number(((user + system) / 1e6).toFixed(1)),
    cpuOfPostgres: Number(postgres.toFixed(1)),
  };
}

async function main() {
  const { readSettings } = await product('cli/config.js');
  const { openCommandContext } = await product('cli/commandContext.js');
  const data = `${dataDirectory()}-verify-${wanted}`;
  const mark = join(data, 'written');
  if (!existsSync(mark)) rmSync(data, { recursive: true, force: true });
  const { settings } = readSettings({ data, logLevel: 'warn' }, {});
  const context = await openCommandContext(settings, pino({ level: 'warn' }, pino.destination(2)), { mayCreate: true });
  const { auditWriterUrl: url, auditKeysUrl: keysUrl, auditKeys: store } = context.databases;
  const pool = new pg.Pool({ connectionString: url });
  // The server ends before the connections that nobody uses any more.
  pool.on('error', () => {});
  const keysDirectory = join(data, 'bench-keys');
  createMissingKeys(keysDirectory);
  const keys = { auditSeal: openSeals(keysDirectory), blindIndex: Buffer.alloc(32, 2), checkpoint, store };
  try {
    const heads = join(data, 'bench-heads');
    if (!existsSync(mark)) {
      await write(pool, heads, keys);
      writeFileSync(mark, '');
    }
    const { rows } = await pool.query(`select sum(pg_total_relation_size(c.oid))::float8 as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('audit', 'audit_keys') and c.relkind = 'r'`);
    const { pid: postmaster } = context.databases.embedded;
    const log = { pool, postmaster, urls: { url, keysUrl }, keysDirectory, head: openHeadFile(heads, 'bench').read() };
    const before = Math.max(0, wanted - Number(values.since));
    const root = rangeRoot(await readRange(pool, 'bench', before));
    const since = { size: before, root, name: 'the head before' };
    const publicKeys = { checkpoint: { publicKey: checkpoint.publicKey }, store };
    const results = {
      bytesAnEntry: Math.round(rows[0].bytes / wanted),
      runs: [
        await verified(log, 'public keys', publicKeys),
        await verified(log, 'bodies opened', keys),
        await verified(log, `since ${before}, public keys`, publicKeys, since),
        await verified(log, `since ${before}, bodies opened`, keys, since),
      ],
    };
    if (values.json) console.log(JSON.stringify(results));
    else {
      console.log(`${wanted} entries of ${records} records, ${results.bytesAnEntry} bytes each with indexes`);
      for (const { name, verdict, seconds, cpuHere, cpuOfPostgres } of results.runs)
        console.log(
          `  ${name}: ${verdict} in ${seconds} s; ${cpuHere} s of CPU in Node.js, ${cpuOfPostgres} s in PostgreSQL`,
        );
    }
  } finally {
    await pool.end();
    await context.databases.stop();
    if (!values.keep) rmSync(data, { recursive: true, force: true });
  }
}

await main();

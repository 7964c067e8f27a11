/*
 * What is asked of a log of a million entries, of 40 agencies in 36 months: who has seen an entity; and what an outcome of
 * 10,000 entities costs; and to whom data of a person was told, of one record, five and 16, and with 10,000 looks at one. These looks
 * are in a log of their own, as entries without postings: a log has 16,384 of them at most.
 * Usage: node bench/seen.mjs [--entries 1000000] [--records 10: that an entry names] [--only seen,outcome,recipients]
 * [--written 1000000: of which so many by the log's writer, the others as copies of these, with other tokens, in logs that nobody
 * writes: the index gets as long in minutes] [--keep: the log is for the next run, too] [--json: each figure as a line of JSON].
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import pino from 'pino';
import { dataDirectory } from './data.mjs';
import { entry, idOf } from './log/entry.mjs';
import { appendLooks, openRecipients } from './log/recipients.mjs';
import { cpuOf, treeOf } from './measure/cpu.mjs';
import { median } from './measure/statistics.mjs';
import { distFolder, product } from './product.mjs';

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '1000000' },
    records: { type: 'string', default: '10' },
    written: { type: 'string' },
    only: { type: 'string', default: 'seen,outcome,recipients' },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const [wanted, records] = [values.entries, values.records].map(Number);
const written = Number(values.written ?? wanted);
const only = new Set(values.only.split(','));
const { openAuditLog } = await product('auditlog/writer/openLog.js');
const { Indexer } = await product('auditlog/writer/indexing/indexer.js');
const { logOpening } = await product('cli/logOpening.js');
const said = { info() {}, warn() {}, error: console.error };
const months = 36;
/** Those of the supervisor's mandate, and more. */
const { agencies: ours } = (await product('policy/loading/load.js')).loadPolicy();
const agencies = Array.from({ length: 40 }, (_, at) => ours['EU-SUPERVISOR'].mandate[at] ?? `XX-AGENCY-${at}`);
const realNow = Date.now;

/** The clock of the log's writer: it goes on as the real one does, and jumps to the next month of so many when its time has come. */
function setClock(count) {
  const month = Math.min(months - 1, Math.floor((count * months) / written));
  const [at, real] = [Date.UTC(2023, 11 + month, 10), realNow()];
  Date.now = () => at + realNow() - real;
}

async function write(pool, options) {
  setClock(0);
  const log = await openAuditLog({ ...options, pool, deadlineMs: 60_000, lateMs: 1e12 });
  let asked = 0;
  const asker = async () => {
    while (asked < written) {
      asked += 1;
      if (asked % Math.ceil(written / months) === 0) setClock(asked);
      if (asked % 100_000 === 0) console.error(`${asked} entries`);
      const { header, body } = entry(records);
      const at = new Date(Date.now()).toISOString();
      await log.append({ header: { ...header, at, agency: agencies[asked % agencies.length] }, body });
    }
  };
  await Promise.all(Array.from({ length: 256 }, asker));
  await log.close();
  Date.now = realNow;
}

const ownCpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What the writer did not write. */
async function copyEntries(pool) {
  const columns =
    'index, bytes, leaf_hash, header, sealed, at, kind, request_id, subject, agency, role, purpose, document_hash, code';
  for (let copy = 1; copy < wanted / written; copy += 1) {
    const values = [`copy.${copy}`];
    await pool.query(
      `insert into audit.entry (log, ${columns}, tokens)
      select $1, ${columns}, array(select md5($1 || token)::uuid from unnest(tokens) token) from audit.entry where log = 'main'`,
      values,
    );
    const indexer = new Indexer({ pool, log: `copy.${copy}`, reporter: said, indexAt: 1 });
    indexer.resume(written + 1000);
    await indexer.close();
    console.error(`${copy} copies`);
  }
}

/** Milliseconds that a task takes: the median and the longest; and CPU in them, the mean, as `cpuNow` counts it. */
async function timed(times, task, cpuNow = ownCpu) {
  const runs = [];
  let before = 0;
  for (let time = -2; time < times; time += 1) {
    // The first two warm up.
    if (time === 0) before = cpuNow();
    const begun = performance.now();
    await task(time + 2);
    if (time >= 0) runs.push(performance.now() - begun);
  }
  const [ms, slowest, cpu] = [median(runs), Math.max(...runs), (cpuNow() - before) / times].map((each) =>
    Number(each.toFixed(1)),
  );
  return { ms, slowest, cpu };
}

function say(what, { ms, slowest, cpu }) {
  const text = `${what}: ${ms} ms (the slowest ${slowest}), with ${cpu} ms of CPU`;
  console.log(values.json ? JSON.stringify({ what, entries: wanted, ms, slowest, cpu }) : text);
}

/** The product's server on the same data, its supervisor's question who has seen an entity, and CPU of it and PostgreSQL. */
async function startServer(data) {
  const main = join(distFolder(), 'cli', 'main.js');
  const child = spawn(
    process.execPath,
    [main, 'start', '--data', data, '--port', '0', '--no-demo', '--audit-index-at', 'off', '--log-level', 'error'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
      const [, found] = /ready at (http\S+)/.exec(text) ?? [];
      if (found) resolve(found);
    });
  });
  const asks = [main, 'token', '--agency', 'EU-SUPERVISOR', '--role', 'AUDITOR', '--data', data];
  const token = execFileSync(process.execPath, asks, { encoding: 'utf8' }).trim().split('\n').at(-1);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'query-purpose': 'DATA_PROTECTION_AUDIT',
    'case-reference': 'SV-2026-00011',
  };
  const query =
    'query ($id: ID!) { auditEntries(first: 20, filter: { entity: { id: $id } }) { edges { node { index } } } }';
  const ask = async (id) => {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables: { id } }) });
    const { data: found, errors } = await response.json();
    if (errors) throw new Error(JSON.stringify(errors));
    return found.auditEntries.edges.length;
  };
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { ask, stop, cpu: () => cpuWithDatabase(data, child.pid) };
}

/** CPU of a process, with what it started, and of PostgreSQL. */
function cpuWithDatabase(data, pid) {
  const [postmaster] = readFileSync(join(data, 'database', 'cluster', 'postmaster.pid'), 'utf8').split('\n', 1);
  const pids = new Set([...treeOf(pid), ...treeOf(Number(postmaster))]);
  return [...pids].reduce((sum, each) => sum + cpuOf(each), 0);
}

async function reportSeen(data) {
  const server = await startServer(data);
  try {
    let found = 0;
    const seen = await timed(
      50,
      async (at) => {
        found += await server.ask(idOf((at * 37) % 5000));
      },
      server.cpu,
    );
    const never = await timed(50, (at) => server.ask(idOf(5000 + at)), server.cpu);
    say(`who has seen an entity, over HTTP, the newest ${(found / 52).toFixed(0)} looks`, seen);
    say('nobody has seen it, over HTTP', never);
  } finally {
    await server.stop();
  }
}

async function reportOutcome(pool, options) {
  const log = await openAuditLog({ ...options, pool, logId: `bench-${realNow()}` });
  const append = async (count) => {
    // Made before: ten thousand ids are not what is measured. Of an agency that the supervisor does not see: its page is one of usual entries.
    const made = Array.from({ length: 22 }, () => entry(count));
    return await timed(20, (at) => {
      const { header, body } = made[at];
      return log.append({ header: { ...header, agency: agencies.at(-1) }, body });
    });
  };
  const large = await append(10_000);
  const small = await append(1);
  await log.close();
  say('an outcome of 10,000 entities, until its receipt', large);
  say('an outcome of one entity, until its receipt', small);
}

/** Ids of the looks of this run: the log may be kept for others. */
const [hot, usual, never] = [9000 + (realNow() % 400), 9500 + (realNow() % 400), 9999].map(idOf);

async function reportRecipients(pool, options, context) {
  const log = await openAuditLog({ ...options, pool, logId: `bench-${realNow()}`, deadlineMs: 60_000, lateMs: 1e12 });
  await appendLooks(log, hot, 10_000);
  await appendLooks(log, usual, 20);
  await log.close();
  const source = await openRecipients(context);
  const shows = async (what, times, idsAt) => {
    let found = {};
    const taken = await timed(
      times,
      async (at) => {
        found = await source.ask(idsAt(at));
      },
      () => cpuWithDatabase(context.dataDirectory, process.pid),
    );
    say(
      `recipients of ${what}, in this process: ${found.looks} looks told, ${found.rows} rows, ${found.statements} statements`,
      taken,
    );
  };
  const many = (count) => (at) => Array.from({ length: count }, (_, n) => idOf((at * 37 + n * 11) % 5000));
  try {
    await shows('one record, with 20 looks', 20, () => [usual]);
    await shows('one record, with the looks of a five-thousandth of the log', 20, many(1));
    await shows('five such records', 20, many(5));
    await shows('16 such records', 10, many(16));
    await shows('a record that nobody saw', 20, () => [never]);
    await shows('a record with 10,000 looks, all pages', 5, () => [hot]);
  } finally {
    await source.close();
  }
}

async function main() {
  const { readSettings } = await product('cli/config.js');
  const { openCommandContext } = await product('cli/commandContext.js');
  const data = `${dataDirectory()}-seen-${wanted}`;
  const mark = join(data, 'written');
  if (!existsSync(mark)) rmSync(data, { recursive: true, force: true });
  const { settings } = readSettings({ data, logLevel: 'warn' }, {});
  const open = () => openCommandContext(settings, pino({ level: 'warn' }, pino.destination(2)), { mayCreate: true });
  let context = await open();
  const optionsOf = (opened) => ({ logId: 'main', ...logOpening(opened), log: said });
  try {
    if (!existsSync(mark)) {
      await withPool(context.databases.auditWriterUrl, (pool) => write(pool, optionsOf(context)));
      await withPool(context.databases.ownerUrl, (pool) => copyEntries(pool));
      await withPool(context.databases.ownerUrl, (pool) => pool.query('vacuum analyze'));
      writeFileSync(mark, '');
    }
    const reports = { outcome: reportOutcome, recipients: reportRecipients };
    for (const [name, report] of Object.entries(reports)) {
      if (!only.has(name)) continue;
      await withPool(context.databases.auditWriterUrl, (pool) => report(pool, optionsOf(context), context));
    }
    await context.databases.stop();
    if (only.has('seen')) await reportSeen(data);
    context = await open();
  } finally {
    await context.databases.stop();
    if (!values.keep) rmSync(data, { recursive: true, force: true });
  }
}

async function withPool(connectionString, use) {
  const pool = new pg.Pool({ connectionString });
  await use(pool).finally(() => pool.end());
}

await main();

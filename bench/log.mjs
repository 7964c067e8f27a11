/*
 * What an append to the audit log costs, and what the disk's own commit costs: CPU an entry of Node.js and PostgreSQL, and the
 * wait for the receipt. Several builds take turns. Usage: node bench/log.mjs [--dist FOLDER]... [--at 1,4,16,256]
 * [--seconds 3] [--rounds 5] [--records 1: that an entry names]. PostgreSQL is on disk, with fsync, in an empty cluster of its own.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { dataDirectory } from './data.mjs';
import { commitMs, diskMs } from './measure/commit.mjs';
import { treeOf } from './measure/cpu.mjs';
import { median } from './measure/statistics.mjs';
import { distFolder, product } from './product.mjs';

const { values } = parseArgs({
  options: {
    dist: { type: 'string', multiple: true, default: [distFolder()] },
    at: { type: 'string', default: '1,4,16,256' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    records: { type: 'string', default: '1' },
  },
});
const seconds = Number(values.seconds);

/** CPU of PostgreSQL, microseconds: of the processes that are there now. */
function cpuOf(pids) {
  return pids.reduce((sum, pid) => {
    try {
      return sum + Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1000;
    } catch {
      // It has ended; its part is lost, as it is small.
      return sum;
    }
  }, 0);
}

async function openWriter(dist, at, url, keysUrl) {
  const env = { ...process.env, BENCH_DIST: resolve(dist) };
  const child = fork(
    fileURLToPath(new URL('log/writer.mjs', import.meta.url)),
    [url, `bench.w${at + 1}`, values.records, keysUrl],
    { env },
  );
  const exited = once(child, 'exit').then(() => {
    throw new Error(`the writer of ${dist} ended`);
  });
  const answer = async () => (await Promise.race([once(child, 'message'), exited]))[0];
  await answer();
  const order = async (what) => {
    child.send(what);
    return await answer();
  };
  const end = async () => {
    if (child.connected) child.send('end');
    await exited.catch(() => undefined);
  };
  return { dist, order, end, runs: new Map() };
}

async function measure(writers, ats, postmaster) {
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const at of ats) {
      for (const { order, runs } of writers) {
        const pids = treeOf(postmaster);
        const before = cpuOf(pids);
        const { entries, cpu, wait } = await order({ at, seconds });
        const run = { node: cpu / entries, postgres: (cpuOf(pids) - before) / entries, wait };
        // The first round warms up.
        if (round > 0) runs.set(at, [...(runs.get(at) ?? []), run]);
      }
    }
  }
}

function report({ dist, runs }) {
  console.log(`\n${dist}\n  at once   Node.js  PostgreSQL  both   wait (microseconds; CPU an entry, median of rounds)`);
  for (const [at, each] of runs) {
    const of = (pick) => median(each.map(pick)).toFixed(0).padStart(7);
    const both = of(({ node, postgres }) => node + postgres);
    console.log(
      `  ${String(at).padStart(7)} ${of((run) => run.node)}     ${of((run) => run.postgres)} ${both} ${of((run) => run.wait)}`,
    );
  }
}

async function main() {
  const { readSettings } = await product('cli/config.js');
  const { openCommandContext } = await product('cli/commandContext.js');
  const data = `${dataDirectory()}-log`;
  rmSync(data, { recursive: true, force: true });
  const { settings } = readSettings({ data, logLevel: 'warn' }, {});
  const context = await openCommandContext(settings, pino({ level: 'warn' }, pino.destination(2)), { mayCreate: true });
  const { embedded, auditWriterUrl, auditKeysUrl, ownerUrl } = context.databases;
  const writers = [];
  try {
    for (const [at, dist] of values.dist.entries())
      writers.push(await openWriter(dist, at, auditWriterUrl, auditKeysUrl));
    await measure(writers, values.at.split(',').map(Number), embedded.pid);
    for (const writer of writers) report(writer);
    const [disk, commit] = [diskMs(join(data, 'disk')), await commitMs(ownerUrl)].map((ms) => (ms * 1000).toFixed(0));
    console.log(
      `\nfdatasync of a page: ${disk} us; PostgreSQL's smallest durable transaction, with the driver: ${commit} us`,
    );
  } finally {
    for (const { end } of writers) await end();
    await context.databases.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

await main();

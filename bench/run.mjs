/* `npm run bench`: Portcullis beside its peers. See docs/PERFORMANCE.md. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dataDirectory, scratch } from './data.mjs';
import { describeMachine } from './machine.mjs';
import { waitForQuiet, watchOtherLoad } from './measure/otherLoad.mjs';
import { readOptions } from './options.mjs';

const bench = fileURLToPath(new URL('.', import.meta.url));

/** Installs the contenders, once, from the lock files of this folder. */
function install() {
  for (const folder of [bench, join(bench, 'peers/mercurius')]) {
    if (existsSync(join(folder, 'node_modules/.package-lock.json'))) continue;
    console.error(`installing what ${folder} names in its package-lock.json (once, some minutes)`);
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: ['ignore', 2, 2] });
  }
}

async function main() {
  const run = readOptions(process.argv.slice(2));
  if (process.platform !== 'linux') throw new Error('the benchmark reads CPU time from /proc: it runs on Linux only');
  if (run.dist) process.env.PORTCULLIS_BENCH_DIST = run.dist;
  install();
  // Why imported late: what they import is installed only now.
  const { loadWithWrk, wrkVersion } = await import('./measure/wrk.mjs');
  const { loadWithNode } = await import('./measure/nodeLoad.mjs');
  const { startDatabase, makeWorkFolder } = await import('./scoreboards/replay.mjs');

  const version = run.load === 'node' ? undefined : wrkVersion();
  if (run.load === 'wrk' && !version) throw new Error('wrk is not installed (Debian: apt-get install wrk)');
  run.load = version ? loadWithWrk : loadWithNode;
  run.loadName = version ? `wrk ${version}, one thread` : 'the generator of bench/measure/nodeLoad.mjs';
  mkdirSync(scratch, { recursive: true });
  run.work = makeWorkFolder(scratch);
  run.data = dataDirectory();
  run.say = say;
  run.sayRow = (operation, concurrency, row) => say(lineOf(operation, concurrency, row));

  const database = await startDatabase(run);
  run.databasePid = database.pid;
  run.watch = watchOtherLoad(() => [database.pid]);
  try {
    await assertQuiet(run);
    const results = { options: shown(run), machine: describeMachine(run), ...(await scoreboards(run)) };
    await write(results, run);
  } finally {
    await database.stop();
  }
  rmSync(run.work, { recursive: true, force: true });
}

async function assertQuiet(run) {
  if (await waitForQuiet(run.watch, run.quick ? 4 : 60, say)) return;
  if (run.strict) throw new Error('other work uses over 5 % of this machine: refused (--strict)');
  say('other work goes on; every run that it touched is flagged');
}

async function scoreboards(run) {
  const { gatewayScoreboard } = await import('./scoreboards/gateway.mjs');
  const { systemScoreboard } = await import('./scoreboards/system.mjs');
  const gateway = run.scoreboards.includes('a') ? await gatewayScoreboard(run) : undefined;
  const system = run.scoreboards.includes('b') ? await systemScoreboard(run) : undefined;
  return { gateway, system };
}

async function write(results, run) {
  const { toMarkdown } = await import('./report/markdown.mjs');
  const { toSvg } = await import('./report/svg.mjs');
  const folder = run.out ?? (run.complete ? bench : join(scratch, 'results'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(folder, 'results.svg'), toSvg(results));
  writeFileSync(join(folder, 'RESULTS.md'), toMarkdown(results));
  say(`written: ${join(folder, 'RESULTS.md')}, results.svg, results.json`);
}

/** Options as they go into the results: what decided the figures. */
function shown({ quick, complete, operations, contenders, concurrencies, pairs, seconds, warmup, rows }) {
  return { quick, complete, operations, contenders, concurrencies, pairs, seconds, warmup, rows };
}

const startedAt = performance.now();

function say(text) {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.error(`[${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}] ${text}`);
}

const figure = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

function lineOf(operation, concurrency, row) {
  const middle = (runs, key) => [...runs].sort((a, b) => a[key] - b[key])[runs.length >> 1]?.[key] ?? Number.NaN;
  const figures = [...row].map(
    ([id, runs]) => `${id} ${figure(middle(runs, 'perSecond'))}/s ${middle(runs, 'cpuMs').toFixed(3)} ms`,
  );
  return `${operation.id} c=${concurrency}: ${figures.join(' | ')}`;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
main().catch((error) => {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});

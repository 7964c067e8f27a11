/* `npm run bench`: Portcullis beside its peers. See docs/PERFORMANCE.md. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratch } from './data.mjs';
import { describeMachine } from './machine.mjs';
import { waitForQuiet } from './measure/otherLoad.mjs';
import { tooCold } from './measure/warmRule.mjs';
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
  const options = readOptions(process.argv.slice(2));
  if (options.dist) process.env.PORTCULLIS_BENCH_DIST = options.dist;
  install();
  if (options.from) {
    await write(JSON.parse(readFileSync(options.from, 'utf8')), options.out ?? dirname(options.from));
    return;
  }
  // Why imported late: what it imports is installed only now.
  const { openSession, say } = await import('./session.mjs');
  const run = await openSession({ ...options, longest: options.quick ? 4 : 20 });
  run.sayRow = (operation, concurrency, row) => say(lineOf(operation, concurrency, row));
  if (tooCold(run)) say(tooCold(run));
  try {
    if (!(await waitForQuiet(run.watch, run.quick ? 4 : 60, say))) {
      if (run.strict) throw new Error('other work uses over 5 % of this machine: refused (--strict)');
      say('other work goes on; every run that it touched is flagged');
    }
    const results = { options: shown(run), machine: describeMachine(run), ...(await scoreboards(run)) };
    say(`written: ${await write(results, run.out ?? (run.complete ? bench : join(scratch, 'results')))}`);
  } finally {
    await run.close();
  }
}

async function scoreboards(run) {
  const { gatewayScoreboard } = await import('./scoreboards/gateway.mjs');
  const { systemScoreboard } = await import('./scoreboards/system.mjs');
  const gateway = run.scoreboards.includes('a') ? await gatewayScoreboard(run) : undefined;
  const system = run.scoreboards.includes('b') ? await systemScoreboard(run) : undefined;
  return { gateway, system };
}

async function write(results, folder) {
  mkdirSync(folder, { recursive: true });
  // Why first: whatever goes wrong with the pages, an hour of measuring is kept; `--from` draws them again.
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  const { toMarkdown } = await import('./report/markdown.mjs');
  const { toSvg } = await import('./report/svg.mjs');
  writeFileSync(join(folder, 'results.svg'), toSvg(results));
  writeFileSync(join(folder, 'RESULTS.md'), toMarkdown(results));
  return `${join(folder, 'RESULTS.md')}, results.svg, results.json`;
}

/** Options that decided the figures: they go into the results. */
const decisive = [
  ...['quick', 'complete', 'operations', 'contenders', 'concurrencies', 'pairs', 'seconds'],
  ...['warmup', 'warmupRequests', 'longest', 'rows'],
];
const shown = (run) => Object.fromEntries(decisive.map((name) => [name, run[name]]));

function lineOf(operation, concurrency, row) {
  const middle = (runs, key) => [...runs].sort((a, b) => a[key] - b[key])[runs.length >> 1]?.[key] ?? Number.NaN;
  const figure = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
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

/* `npm run bench`: Portcullis beside its peers. See README.md. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratch } from './data.mjs';
import { describeMachine, nodeVersion } from './machine.mjs';
import { waitForQuiet } from './measure/otherLoad.mjs';
import { median } from './measure/statistics.mjs';
import { tooCold } from './measure/warmRule.mjs';
import { newerNodes, readOptions } from './options.mjs';
import { short, stretchFigure } from './report/figures.mjs';

const bench = fileURLToPath(new URL('.', import.meta.url));

/** Installs what is to take part, once, from the lock files of this folder. */
function install({ nodes }) {
  const peers = ['mercurius', 'postgraphile', ...(nodes.some((path) => path.startsWith(newerNodes)) ? ['nodes'] : [])];
  for (const folder of [bench, ...peers.map((peer) => join(bench, 'peers', peer))]) {
    if (existsSync(join(folder, 'node_modules/.package-lock.json'))) continue;
    console.error(`installing what ${folder} names in its package-lock.json (once, some minutes)`);
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: ['ignore', 2, 2] });
  }
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.dist) process.env.BENCH_DIST = options.dist;
  if (options.from) {
    await write(readResults(options.from), options.out ?? dirname(options.from));
    return;
  }
  install(options);
  // Why imported late: what it imports is installed only now.
  const { chooseLoad, say } = await import('./session.mjs');
  if (tooCold(options)) say(tooCold(options));
  const folder = options.out ?? (options.complete ? bench : join(scratch, 'results'));
  const results = {
    options: shown(options),
    machine: describeMachine({ ...options, ...chooseLoad(options.load) }),
    runs: kept(options, folder),
  };
  for (const node of options.nodes) {
    const run = await measureOn(node, options);
    results.runs = [...results.runs.filter((each) => each.node !== run.node), run];
    // Why after each: what was measured is kept, whatever becomes of the rest.
    say(`written: ${await write(results, folder)}`);
  }
}

/** Results that a run has written. @throws Error where a file holds none, or those of a version before runs had a Node.js each */
function readResults(file) {
  const results = JSON.parse(readFileSync(file, 'utf8'));
  if (Array.isArray(results.runs)) return results;
  throw new Error(`${file} holds no runs as this version writes them: measure again, to another folder with --out`);
}

/** Runs on other Node.js that stand in a folder, where these are to be added to them. */
function kept(options, folder) {
  const file = join(folder, 'results.json');
  if (!options.add || !existsSync(file)) return [];
  const before = readResults(file);
  if (JSON.stringify(before.options) !== JSON.stringify(shown(options)))
    throw new Error(`${file} was measured by other options; runs on one page are by the same`);
  return before.runs;
}

/**
 * All that was asked for, on one Node.js.
 *
 * @returns {Promise<NodeRun>}
 * @typedef {object} NodeRun
 * @property {string} node version
 * @property {number} commitMs what PostgreSQL and the disk need for a commit of one row, alone, median
 * @property {import('./scoreboards/turns.mjs').Scoreboard} [gateway]
 * @property {import('./scoreboards/system.mjs').SystemScoreboard[]} [system] one for each number of rows
 * @property {import('./scoreboards/turns.mjs').Scoreboard} [published]
 * @property {{ ms: number, cpu: number }} [outcome]
 */
async function measureOn(node, options) {
  const { gatewayScoreboard } = await import('./scoreboards/gateway.mjs');
  const { systemScoreboard } = await import('./scoreboards/system.mjs');
  const { publishedScoreboard } = await import('./scoreboards/published.mjs');
  const { outcomeScoreboard } = await import('./scoreboards/outcome.mjs');
  const { say } = await import('./session.mjs');
  const result = { node: nodeVersion(node), ...(options.scoreboards.includes('b') ? { system: [] } : {}) };
  say(`on Node.js ${result.node}`);
  const measured = (rows, measure) => inSession({ ...options, node, rows }, result, measure);
  if (options.scoreboards.includes('a')) result.gateway = await measured(undefined, gatewayScoreboard);
  if (options.scoreboards.includes('b'))
    for (const rows of options.rows) result.system.push(await measured(rows, systemScoreboard));
  if (options.scoreboards.includes('d')) result.published = await measured(undefined, publishedScoreboard);
  if (options.scoreboards.includes('e')) result.outcome = await outcomeScoreboard({ node });
  return result;
}

/** Measures with PostgreSQL of its own for a number of rows, when the machine is quiet. */
async function inSession(options, result, measure) {
  const { openSession, say } = await import('./session.mjs');
  const run = await openSession({ ...options, longest: options.quick ? 4 : 20 });
  run.sayRows = (rows) => say(lineOf(rows));
  try {
    if (!(await waitForQuiet(run.watch, run.quick ? 4 : 60, say))) {
      if (run.strict) throw new Error('other work uses over 5 % of this machine: refused (--strict)');
      say('other work goes on; every run that it touched is flagged');
    }
    result.commitMs ??= run.commitMs;
    return await measure(run);
  } finally {
    await run.close();
  }
}

async function write(results, folder) {
  mkdirSync(folder, { recursive: true });
  // Why first: whatever goes wrong with the pages, an hour of measuring is kept; `--from` draws them again.
  // A stretch a line, so that who compares two runs sees which differ.
  const text = JSON.stringify(results, null, 1).replace(/\{\s+"requests":[^{}]*\}/g, (one) =>
    one.replace(/\n\s*/g, ' '),
  );
  writeFileSync(join(folder, 'results.json'), `${text}\n`);
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

/** One operation at one number of connections, for who waits: medians. */
function lineOf(rows) {
  const [{ operation, concurrency }] = rows;
  const figures = rows.map(({ contender, runs }) => {
    const [cpu, p99] = ['allCpuMs', 'p99'].map((key) => short(median(runs.map((each) => stretchFigure(each, key)))));
    return `${contender} ${cpu} ms, p99 ${p99}`;
  });
  return `${operation} c=${concurrency}: ${figures.join(' | ')}`;
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
main().catch((error) => {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});

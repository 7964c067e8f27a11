/*
 * What a request leaves in the old generation, which full collections alone free, and what collecting takes: Portcullis, all guards
 * on, over sources that answer from memory. Kept is by how much that generation grew, hidden classes and code included; promoted is
 * what came there from the young one. Bytes are steady where times are not. Several builds take turns.
 * Usage: node bench/garbage.mjs [--dist FOLDER]... [--only Q1,Q2,Q3] [--concurrency 16] [--requests 2000] [--rounds 3]
 * [--node PATH] [--semi-space 16: megabytes] [--limit BYTES: exit code 1 where more are promoted]
 */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contenders } from './contenders/list.mjs';
import { startContender } from './contenders/start.mjs';
import { dataDirectory } from './data.mjs';
import { createExpected } from './graph/expected.mjs';
import { operations } from './graph/operations.mjs';
import { median } from './measure/statistics.mjs';
import { distFolder } from './product.mjs';
import { measureStretch, whyWrong } from './scoreboards/measure.mjs';
import { startReplay, writeGraph } from './scoreboards/replay.mjs';
import { warmUp } from './scoreboards/warmUp.mjs';
import { openSession } from './session.mjs';

const { values } = parseArgs({
  options: {
    dist: { type: 'string', multiple: true, default: [distFolder()] },
    only: { type: 'string', default: 'Q1' },
    concurrency: { type: 'string', default: '16' },
    requests: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    node: { type: 'string', default: process.execPath },
    'semi-space': { type: 'string', default: '16' },
    limit: { type: 'string' },
  },
});
const requests = Number(values.requests);
const concurrency = Number(values.concurrency);
const nodeFlags = [
  // Why of one size: V8 makes it smaller where little is asked, and a smaller one keeps more.
  ...['min', 'max'].map((bound) => `--${bound}-semi-space-size=${values['semi-space']}`),
  ...['--expose-gc', '--import', fileURLToPath(new URL('measure/collectOnSignal.mjs', import.meta.url))],
];

/** Measures the builds by turns, until each promoted no more than the limit in some round. @throws Error where one never did */
async function measure(operation, builds, { run, right }) {
  for (const { running } of builds) {
    const wrong = await whyWrong(running, operation, right);
    if (wrong) throw new Error(`${operation.id}: ${wrong}`);
    await warmUp({ running, operation, run: { ...run, warmup: 15, warmupRequests: 2 * requests } });
  }
  const isOver = ({ figures }) => !figures.some(({ promoted }) => promoted <= Number(values.limit ?? 0));
  for (let round = 0; round < Number(values.rounds) && builds.some(isOver); round += 1)
    for (const build of builds) build.figures.push(await measureOnce(operation, build, run));
  const over = values.limit ? builds.find(isOver) : undefined;
  for (const build of builds) report(operation, build);
  if (over) throw new Error(`${operation.id}: ${over.dist} promotes over ${values.limit} bytes a request`);
}

async function measureOnce(operation, { running }, run) {
  // In the middle of a stretch, so that what is under way becomes old.
  setTimeout(() => process.kill(running.pid, 'SIGUSR2'), 300);
  const stretch = (seconds) => measureStretch({ running, operation, concurrency, seconds, run, isCounted: false });
  await stretch(1);
  const stretches = [];
  const sum = (key) => stretches.reduce((all, each) => all + each[key] * each.requests, 0);
  const done = () => stretches.reduce((all, each) => all + each.requests, 0);
  while (done() < requests && stretches.length < 4) stretches.push(await stretch(2));
  return {
    kept: sum('keptBytes') / done(),
    promoted: sum('promotedBytes') / done(),
    share: (100 * sum('pausedMs')) / sum('cpuMs'),
    longestMs: Math.max(...stretches.map((each) => each.longestPauseMs)),
    cpuMs: sum('cpuMs') / done(),
    requests: done(),
  };
}

function report(operation, { dist, figures }) {
  const of = (key, digits = 0) => median(figures.map((figure) => figure[key])).toFixed(digits);
  const each = (key) => figures.map((figure) => figure[key].toFixed(0)).join(', ');
  console.log(
    `${operation.id} ${dist}: bytes a request: ${of('kept')} kept (${each('kept')}), ${of('promoted')} of them promoted (${each('promoted')}); ` +
      `pauses ${of('share', 1)} % of CPU, longest ${of('longestMs', 1)} ms; ${of('cpuMs', 3)} ms a request, ${of('requests')} requests`,
  );
  figures.length = 0;
}

async function main() {
  // Why of its own: tests run this too, whatever migrations others have made their rows with.
  const data = `${dataDirectory()}-garbage`;
  rmSync(data, { recursive: true, force: true });
  const run = await openSession({ node: values.node, nodeFlags: [], longest: 3, data });
  const opened = [];
  try {
    const expected = await createExpected();
    const replay = await startReplay(run);
    opened.push(replay);
    const context = await writeGraph(run, replay.sources, expected);
    const guarded = contenders.find(({ id }) => id === 'guarded');
    const builds = [];
    for (const dist of values.dist) {
      process.env.BENCH_DIST = resolve(dist);
      const running = await startContender(guarded, { ...context, isUnwatched: true }, { ...run, nodeFlags });
      opened.push(running);
      builds.push({ dist, running, figures: [] });
    }
    for (const operation of operations.filter(({ id }) => values.only.split(',').includes(id)))
      await measure(operation, builds, { run, right: expected.guarded });
  } finally {
    for (const { stop } of opened.reverse()) await stop();
    await run.close();
    rmSync(data, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(`garbage: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});

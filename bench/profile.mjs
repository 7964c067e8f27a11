/* `npm run profile -- Q3`: where the gateway's time goes, in words. See docs/PERFORMANCE.md. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { contenders } from './contenders/list.mjs';
import { startContender } from './contenders/start.mjs';
import { createExpected } from './graph/expected.mjs';
import { operations } from './graph/operations.mjs';
import { warmRule } from './measure/warmRule.mjs';
import { distFolder } from './product.mjs';
import { summarise } from './profile/summarise.mjs';
import { measureStretch, whyWrong } from './scoreboards/measure.mjs';
import { startReplay, writeGraph } from './scoreboards/replay.mjs';
import { warmUp } from './scoreboards/warmUp.mjs';
import { openSession } from './session.mjs';

const help = `Usage: npm run profile -- [Q1..Q6] [options]

  --mode guarded|policy|permissive   which guards are on (default: guarded)
  --concurrency N                    connections (default: 16)
  --seconds N                        length of the profile (default: 5)
  --node-flags FLAGS                 V8 flags (default: --max-semi-space-size=64)
  --dist FOLDER                      another build (default: dist)
  --out FILE                         where the profile goes, for Chrome's or an editor's viewer
  --help`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mode: { type: 'string', default: 'guarded' },
    concurrency: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '5' },
    'node-flags': { type: 'string', default: '--max-semi-space-size=64' },
    dist: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function main() {
  if (values.dist) process.env.BENCH_DIST = values.dist;
  const operation = operations.find(({ id }) => id === (positionals[0] ?? 'Q3'));
  const contender = contenders.find(({ id, kind }) => id === values.mode && kind === 'ours');
  if (values.help || !operation || !contender) {
    console.log(help);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const run = await openSession({ nodeFlags: values['node-flags'].split(' ').filter(Boolean) });
  const opened = [];
  try {
    const file = values.out ?? join(run.work, `${operation.id}.cpuprofile`);
    const expected = await createExpected();
    const replay = await startReplay(run);
    opened.push(replay);
    const context = { ...(await writeGraph(run, replay.sources, expected)), profile: file };
    const running = await startContender(contender, context, run);
    opened.push(running);
    const right = values.mode === 'permissive' ? expected.plain : expected.guarded;
    const wrong = await whyWrong(running, operation, right);
    if (wrong) throw new Error(`${contender.label}: ${wrong}`);
    const stretch = (seconds) =>
      measureStretch({ running, operation, concurrency: Number(values.concurrency), seconds, run, isCounted: false });
    await warmUp({ running, operation, run: { ...run, ...warmRule } });
    const quiet = await stretch(3);
    process.kill(running.pid, 'SIGUSR2');
    await stretch(Number(values.seconds));
    process.kill(running.pid, 'SIGUSR2');
    print(operation, contender, quiet, summarise(await profileIn(file), pathToFileURL(distFolder()).href));
  } finally {
    for (const { stop } of opened.reverse()) await stop();
    await run.close();
  }
}

async function profileIn(file) {
  for (let waited = 0; waited < 20_000; waited += 200) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    try {
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      // Half written: once more.
    }
  }
  throw new Error('no profile was written');
}

function print(operation, contender, stretch, { functions, areas, busyShare }) {
  const micros = (share) => `${(share * stretch.cpuMs * 1000).toFixed(1).padStart(8)} us`;
  const line = ({ name, share }) => `${(share * 100).toFixed(1).padStart(6)} %  ${micros(share)}  ${name}`;
  const blocks = [
    `${contender.label}, ${operation.id}: ${operation.title}`,
    `${Math.round(stretch.perSecond)} requests/s, ${stretch.cpuMs?.toFixed(3)} ms of CPU a request without the profiler; the main thread was busy ${Math.round(busyShare * 100)} % of the time.`,
    'Shares are of the busy time of the main thread; microseconds a request are those shares of the CPU above.',
    `By area; a built-in function counts where it was called from\n${areas
      .filter(({ share }) => share > 0.002)
      .map(line)
      .join('\n')}`,
    `By function, self time\n${functions.slice(0, 30).map(line).join('\n')}`,
  ];
  console.log(blocks.join('\n\n'));
}

main().catch((error) => {
  console.error(`profile: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});

/*
 * The guard of CI: CPU a request of Portcullis, all guards on, against plain Apollo in the same job. guard.json holds how
 * many times less was reached; less than `share` of that fails. Loose on purpose, and tried twice: it is to catch a
 * slip, not to prove a figure. Usage: node bench/guard.mjs (after `npm run build`; needs nothing of bench/package.json)
 */
import { readFileSync } from 'node:fs';
import { contenders } from './contenders/list.mjs';
import { startContender } from './contenders/start.mjs';
import { createExpected } from './graph/expected.mjs';
import { operations } from './graph/operations.mjs';
import { measureStretch, whyWrong } from './scoreboards/measure.mjs';
import { startReplay, writeGraph } from './scoreboards/replay.mjs';
import { openSession } from './session.mjs';

const { reached, share } = JSON.parse(readFileSync(new URL('guard.json', import.meta.url), 'utf8'));
const pair = ['guarded', 'apollo'].map((id) => contenders.find((contender) => contender.id === id));

/** @returns {Promise<string[]>} what is too slow */
async function attempt(run, running) {
  const slow = [];
  for (const operation of operations.filter(({ id }) => reached[id])) {
    const cpu = {};
    for (const round of ['warm-up', 'measured']) {
      for (const each of running) {
        const seconds = round === 'warm-up' ? 1 : 2;
        // Why: what is worked behind the answers is spread over more of them than two seconds have.
        const stretch = { running: each, operation, concurrency: 16, seconds, run, isCounted: false };
        cpu[each.contender.id] = (await measureStretch(stretch)).cpuMs;
      }
    }
    const ratio = cpu.apollo / cpu.guarded;
    const bound = reached[operation.id] * share;
    const text = `${operation.id}: ${cpu.guarded?.toFixed(3)} ms a request, Apollo ${cpu.apollo?.toFixed(3)} ms: ${ratio.toFixed(2)}x (bound ${bound.toFixed(2)}x)`;
    console.log(text);
    if (!(ratio >= bound)) slow.push(text);
  }
  return slow;
}

async function main() {
  const run = await openSession({ load: 'node', longest: 3 });
  const opened = [];
  try {
    const expected = await createExpected();
    const replay = await startReplay(run);
    opened.push(replay);
    const context = await writeGraph(run, replay.sources, expected);
    for (const contender of pair) opened.push(await startContender(contender, context, run));
    const running = opened.slice(1);
    for (const operation of operations.filter(({ id }) => reached[id])) {
      for (const each of running) {
        const wrong = await whyWrong(each, operation, expected.plain);
        if (wrong) throw new Error(`${operation.id} ${each.contender.label}: ${wrong}`);
      }
    }
    let slow = await attempt(run, running);
    if (slow.length > 0) {
      console.log('slower than the bound; once more');
      slow = await attempt(run, running);
    }
    if (slow.length > 0) throw new Error(`slower than ${share * 100} % of what was reached:\n${slow.join('\n')}`);
  } finally {
    for (const { stop } of opened.reverse()) await stop();
    await run.close();
  }
}

main().catch((error) => {
  console.error(`guard: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});

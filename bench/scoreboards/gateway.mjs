import { contenders, whyNot } from '../contenders/list.mjs';
import { startContender } from '../contenders/start.mjs';
import { createExpected } from '../graph/expected.mjs';
import { operations } from '../graph/operations.mjs';
import { measureStretch, whyWrong } from './measure.mjs';
import { startReplay, writeGraph } from './replay.mjs';
import { warmUp } from './warmUp.mjs';

/**
 * Scoreboard (a), the gateway alone: sources answer bytes from memory, so that what is measured is the gateway. It gives
 * scoreboard (c) too, for Portcullis takes part with its guards on, without its log, and open.
 *
 * @returns {Promise<Scoreboard>}
 * @typedef {{ rows: Row[], excluded: Excluded[] }} Scoreboard
 * @typedef {object} Row
 * @property {string} operation @property {string} contender @property {number} concurrency
 * @property {import('./measure.mjs').Stretch[]} runs one after the other, in turn with the other contenders'
 * @typedef {{ operation: string, contender: string, reason: string }} Excluded
 */
export async function gatewayScoreboard(run) {
  const excluded = [];
  const rows = [];
  const expected = await createExpected();
  const replay = await startReplay(run);
  try {
    run.sources = replay.sources;
    const context = await writeGraph(run, replay.sources, expected);
    for (const group of groups(run.operations)) {
      const running = await startAll(context, run, excluded);
      try {
        for (const operation of group)
          rows.push(...(await measureOperation(operation, running, expected, excluded, run)));
      } finally {
        await Promise.all(running.map(({ stop }) => stop()));
      }
    }
  } finally {
    delete run.sources;
    await replay.stop();
  }
  return { rows, excluded };
}

/** A source that fails is left alone for a while by those who can: other operations must not meet them meanwhile. */
function groups(ids) {
  const chosen = operations.filter(({ id }) => ids.includes(id));
  const cold = chosen.filter((operation) => operation.cold);
  const warm = chosen.filter((operation) => !operation.cold && !operation.failing);
  return [[...warm, ...cold], chosen.filter((operation) => operation.failing)].filter((group) => group.length > 0);
}

/** Starts who is asked to take part. */
export async function startAll(context, run, excluded) {
  const running = [];
  for (const contender of contenders.filter(({ id }) => run.contenders.includes(id))) {
    const missing = whyNot(contender, run);
    const out = (reason) => {
      run.say(`${contender.label} does not take part: ${reason}`);
      excluded.push({ operation: '*', contender: contender.id, reason });
    };
    if (missing) out(missing);
    else
      await startContender(contender, context, run).then(
        (each) => void running.push(each),
        (error) => out(error.message),
      );
  }
  return running;
}

/** Compares the answers of everybody to one operation, warms them and times them in turn. @returns {Promise<Row[]>} */
export async function measureOperation(operation, running, expected, excluded, run) {
  const taking = [];
  for (const each of running) {
    const { contender } = each;
    if (contender.operations && !contender.operations.includes(operation.id)) continue;
    const guarded = contender.id === 'guarded' || contender.id === 'policy';
    const reason = await whyWrong(each, operation, guarded ? expected.guarded : expected.plain);
    if (reason) {
      run.say(`${operation.id} ${contender.label}: not timed, ${reason}`);
      excluded.push({ operation: operation.id, contender: contender.id, reason });
    } else taking.push(each);
  }
  for (const running of taking) await warmUp({ running, operation, run });
  const rows = [];
  for (const concurrency of run.concurrencies) {
    const row = new Map(taking.map(({ contender }) => [contender.id, []]));
    for (let pair = 0; pair < run.pairs; pair++) {
      for (const each of taking) {
        row
          .get(each.contender.id)
          .push(await measureStretch({ running: each, operation, concurrency, seconds: run.seconds, run }));
      }
    }
    for (const [contender, runs] of row) rows.push({ operation: operation.id, contender, concurrency, runs });
    run.sayRow(operation, concurrency, row);
  }
  return rows;
}

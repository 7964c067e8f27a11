import { whyNot } from '../contenders/list.mjs';
import { startContender } from '../contenders/start.mjs';
import { askedAlone } from '../graph/operations.mjs';
import { behind, measureStretch, whyWrong } from './measure.mjs';
import { warmUp } from './warmUp.mjs';

/** Connections of the first stretch, and its seconds. */
const cold = { concurrency: 16, seconds: 3 };

/**
 * Starts those who answer an operation, in processes that have answered nothing. Who cannot, or does not come up, is excluded
 * from all operations of the scoreboard.
 *
 * @param {readonly import('../contenders/list.mjs').Contender[]} taking
 * @param {Excluded[]} excluded added to
 * @returns {Promise<import('../contenders/start.mjs').Running[]>}
 */
export async function startAll(taking, { operation, context, excluded, run }) {
  const running = [];
  for (const contender of taking) {
    const isOut = excluded.some((each) => each.operation === '*' && each.contender === contender.id);
    if (isOut || !(contender.operations ?? [operation.id]).includes(operation.id)) continue;
    try {
      const missing = whyNot(contender, run);
      if (missing) throw new Error(missing);
      running.push(await startContender(contender, context, run));
    } catch (error) {
      run.say(`${contender.label} does not take part: ${error.message}`);
      excluded.push({ operation: '*', contender: contender.id, reason: error.message });
    }
  }
  return running;
}

/**
 * One operation of a scoreboard: the first stretch of each contender, answers compared, all warmed up, then timed in turn.
 *
 * @param {object} turns
 * @param {import('../graph/operations.mjs').Operation} turns.operation unless a contender has one in words of its own
 * @param {import('../contenders/start.mjs').Running[]} turns.running
 * @param {() => Promise<(contender: object) => (operation: object, index: number) => object>} turns.rightOf asked once all have begun
 * @param {Excluded[]} turns.excluded added to
 * @param {number} [turns.least] seconds of a stretch
 * @returns {Promise<Row[]>}
 *
 * @typedef {{ rows: Row[], excluded: Excluded[] }} Scoreboard
 * @typedef {object} Row
 * @property {string} operation @property {string} contender @property {number} concurrency
 * @property {import('./measure.mjs').Stretch} cold the first stretch of its processes, the same in all rows of an operation
 * @property {import('./measure.mjs').Stretch[]} runs one after the other, in turn with the other contenders'
 * @typedef {{ operation: string, contender: string, reason: string }} Excluded
 */
export async function takeTurns({ operation, running, rightOf, excluded, run, least = 0 }) {
  const asked = ({ contender }) => contender.operation ?? operation;
  const stretch = (each, concurrency, seconds) =>
    measureStretch({ running: each, operation: asked(each), concurrency, seconds: Math.max(least, seconds), run });
  const first = new Map();
  for (const each of running) first.set(each, await stretch(each, cold.concurrency, cold.seconds));
  const right = await rightOf();
  const taking = [];
  for (const each of running) {
    const reason = await whyWrong(each, asked(each), right(each.contender));
    if (reason) {
      run.say(`${operation.id} ${each.contender.label}: not timed, ${reason}`);
      excluded.push({ operation: operation.id, contender: each.contender.id, reason });
    } else taking.push(each);
  }
  for (const each of taking) await warmUp({ running: each, operation: asked(each), run });
  await behind(taking.map(({ contender }) => contender));
  const rows = [];
  for (const concurrency of concurrenciesOf(operation, run)) {
    const own = taking.map((each) => ({
      ...{ operation: operation.id, contender: each.contender.id, concurrency },
      ...{ cold: first.get(each), runs: [] },
    }));
    for (let pair = 0; pair < run.pairs; pair++)
      for (const [at, each] of taking.entries()) own[at].runs.push(await stretch(each, concurrency, run.seconds));
    rows.push(...own);
    if (own.length > 0) run.sayRows(own);
  }
  return rows;
}

/** A complete run asks alone only where latency is a target. */
function concurrenciesOf({ id }, { complete, concurrencies }) {
  return complete && !askedAlone.includes(id) ? concurrencies.filter((each) => each > 1) : concurrencies;
}

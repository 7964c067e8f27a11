import { setTimeout as pause } from 'node:timers/promises';
import { bodiesOf, bodyOf, coldQuery } from '../graph/operations.mjs';
import { cpuOfTree } from '../measure/cpu.mjs';
import { firstDifference } from '../measure/difference.mjs';

/** Serials of cold documents: no two stretches of a run share one. */
let nextSerial = 1000;
const serialsOfStretch = 100_000;
/** Place of the next Authorization, where each request has one of its own. */
let nextAuthorization = 0;

/** Fewest seconds of a stretch for a contender that works on after its answers: each stretch ends with verifying its last thousand entries again. */
const leastBehind = 8;

/**
 * Waits until who works behind its answers has done so. The log's tokens go into the index five seconds late, and what was written
 * is verified: that is paid for these answers, and must not fall into the next contender's stretch.
 */
export async function behind(contenders) {
  if (contenders.some(({ worksBehind }) => worksBehind)) await pause(8000);
}

/**
 * One stretch of load on one contender, with what it works behind its answers unless nothing of it is counted.
 *
 * @returns {Promise<Stretch>}
 * @typedef {object} Stretch
 * @property {number} requests answered @property {number} seconds
 * @property {number} perSecond requests answered
 * @property {number | null} cpuMs CPU milliseconds of the contender's process tree, a request
 * @property {number | null} databaseCpuMs PostgreSQL's own, a request
 * @property {number | null} writes transactions of PostgreSQL that wrote, a request
 * @property {number | null} fetches requests to the sources, a request (scoreboard a)
 * @property {number} p50 @property {number} p99 latency, ms
 * @property {number | null} keptBytes bytes by which the old generation of a contender in Node.js grew, a request
 * @property {number | null} promotedBytes of them, those that came from the young one
 * @property {number | null} pausedMs of its collections, a request @property {number | null} longestPauseMs
 * @property {number} failed answers other than 2xx
 * @property {number} otherLoad share of the machine that was others'
 */
export async function measureStretch({ running, operation, concurrency, seconds, run, isCounted = true }) {
  running.rates ??= new Map();
  const pids = running.pids ?? [running.pid];
  const least = isCounted && running.contender.worksBehind ? leastBehind : 0;
  const { authorization, ...headers } = running.headersOf(operation.viewer);
  const stopWatching = run.watch.start();
  const fetched = await answeredBy(run.sources);
  const writes = await run.countWrites();
  running.collected?.();
  const before = { cpu: sum(pids), database: run.databasePid ? cpuOfTree(run.databasePid) : 0 };
  const result = await run.load({
    url: running.url,
    headers: operation.ownAuthorization ? headers : { ...headers, ...(authorization ? { authorization } : {}) },
    bodies: bodiesOf(operation),
    cold: operation.cold ? { from: nextSerial } : undefined,
    authorizations: operation.ownAuthorization ? { file: running.authorizations, from: nextAuthorization } : undefined,
    concurrency,
    seconds: Math.min(run.longest, Math.max(least, seconds, enough(concurrency, running.rates.get(operation.id)))),
    work: run.work,
  });
  const [otherLoad, written] = [stopWatching(), (await run.countWrites()) - writes];
  const collected = running.collected?.();
  if (isCounted) await behind([running.contender]);
  const cpu = sum(pids) - before.cpu;
  const database = (run.databasePid ? cpuOfTree(run.databasePid) : 0) - before.database;
  running.rates.set(operation.id, result.perSecond);
  if (operation.cold) nextSerial += serialsOfStretch;
  nextAuthorization += result.requests + concurrency;
  const { requests, perSecond, p50, p99, failed } = result;
  return {
    requests,
    seconds: result.seconds,
    perSecond,
    // Why null: a stretch in which nothing was answered says nothing of a request.
    // Less than nothing: a process of the tree ended unseen, and took its time with it.
    cpuMs: requests > 0 && cpu >= 0 ? cpu / requests : null,
    databaseCpuMs: requests > 0 ? database / requests : null,
    writes: requests > 0 ? written / requests : null,
    fetches: requests > 0 ? ((await answeredBy(run.sources)) - fetched) / requests : null,
    p50,
    p99,
    keptBytes: collected && requests > 0 ? collected.kept / requests : null,
    promotedBytes: collected && requests > 0 ? collected.promoted / requests : null,
    pausedMs: collected && requests > 0 ? collected.pausedMs / requests : null,
    longestPauseMs: collected?.longestMs ?? null,
    failed,
    otherLoad,
  };
}

/**
 * Seconds until the requests that are under way when a stretch ends no longer matter: their CPU was spent, but they are
 * not counted as answered, which would weigh on whoever is slow.
 */
const enough = (concurrency, perSecond) => (perSecond === undefined ? 0 : Math.ceil((20 * concurrency) / perSecond));

/** Requests that the replayed sources have answered; 0 where there are none. */
async function answeredBy(sources) {
  if (!sources) return 0;
  return (await (await fetch(Object.values(sources)[0])).json()).answered;
}

const sum = (pids) => pids.reduce((total, pid) => total + cpuOfTree(pid), 0);

const inOurWords = (data, { rename }) => (data && rename ? rename(data) : data);

/**
 * Asks a few times and compares `data` with what is right.
 *
 * @returns {Promise<string | undefined>} why the contender does not take part
 */
export async function whyWrong(running, operation, expected) {
  for (const index of [0, 1, operation.variants.length - 1]) {
    const asked = operation.cold ? { ...operation, query: coldQuery(nextSerial++) } : operation;
    let answer;
    try {
      const response = await fetch(running.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...running.headersOf(operation.viewer),
        },
        body: bodyOf(asked, index),
        signal: AbortSignal.timeout(20_000),
      });
      if (!response.ok) return `answers with status ${response.status}`;
      answer = await response.json();
    } catch (error) {
      return `does not answer: ${error.message}`;
    }
    const difference = firstDifference(expected(asked, index), inOurWords(answer.data, operation));
    if (!difference) continue;
    const message = answer.errors?.[0]?.message;
    return `its data differ: ${difference}${message ? `; it says: ${String(message).slice(0, 160)}` : ''}`;
  }
  return undefined;
}

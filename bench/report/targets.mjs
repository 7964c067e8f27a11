import { askedAlone } from '../graph/operations.mjs';
import { advantage, figure, rowOf, short, times } from './figures.mjs';

/** Peers that federate sources behind HTTP, as we do. */
const federated = ['apollo', 'hive-js', 'hive-rust', 'mercurius'];

/** How many times less CPU than plain Apollo; and on Node.js 26, where a small request costs Apollo half. */
const overApollo = { Q1: [2.5, 2], Q2: [3.4], Q3: [5.5], Q4: [1] };
const isNewest = (node) => Number(/^v(\d+)/.exec(node)?.[1]) >= 26;

/** What the durable log may cost a small request: [contender, the same with a log that keeps nothing, connections, ratio]. */
const logToNone = [
  ['guarded', 'policy', 16, 1.25],
  ['guarded', 'policy', 64, 1.2],
  ['guarded-4', 'policy-4', 16, 1.25],
];

/** Milliseconds until the receipt of an outcome that names 10,000 subjects. */
const largeOutcomeMs = 5;

/**
 * What was set out to be reached, and what was, on one Node.js: [target, wanted, measured and whether that is reached].
 * Portcullis has all its guards on; in scoreboard (a) the others have none. CPU is of all processes, PostgreSQL included.
 *
 * @param {import('../run.mjs').NodeRun} run
 * @returns {[string, string, string][]}
 */
export function targetsOf({ node, gateway, system, outcome, commitMs }) {
  const rows = gateway?.rows ?? [];
  return [
    ...logTargets(rows),
    ...apolloTargets(rows, isNewest(node)),
    ...tailTargets(rows),
    ...latencyTargets(rows, commitMs),
    ...outcomeTargets(outcome),
    ...(system ?? []).flatMap(systemTargets),
    ...(system ? growthTargets(system) : []),
  ];
}

/** Connections at which targets hold: all but one alone, where there are such. */
function loaded(rows) {
  const all = [...new Set(rows.map((row) => row.concurrency))].sort((a, b) => a - b);
  return all.some((each) => each > 1) ? all.filter((each) => each > 1) : all;
}

function logTargets(rows) {
  return logToNone.flatMap(([id, without, concurrency, wanted]) => {
    const [log, none] = [id, without].map((each) => rowOf(rows, 'Q1', each, concurrency));
    if (!log || !none) return [];
    const ratio = advantage(none, log, 'allCpuMs');
    const name = `Q1 log : no log, CPU a request, c=${concurrency}${id === 'guarded' ? '' : ', four workers'}`;
    return target(name, `at most ${wanted}x`, times(ratio), ratio.median <= wanted);
  });
}

function apolloTargets(rows, isNewest) {
  return Object.entries(overApollo).flatMap(([operation, [most, newest = most]]) =>
    loaded(rows).flatMap((concurrency) => {
      const [ours, apollo] = ['guarded', 'apollo'].map((id) => rowOf(rows, operation, id, concurrency));
      if (!ours || !apollo) return [];
      const ratio = advantage(ours, apollo, 'allCpuMs');
      const name = `${operation} over plain Apollo, CPU a request, c=${concurrency}`;
      const wanted = newest === most ? `${most}x` : `${most}x, ${newest}x on Node.js 26`;
      return target(name, wanted, times(ratio), ratio.median >= (isNewest ? newest : most));
    }),
  );
}

/** The slowest of a hundred requests. */
function tailTargets(rows) {
  const [ours, apollo] = ['guarded', 'apollo'].map((id) => rowOf(rows, 'Q1', id, 16));
  if (!ours || !apollo) return [];
  const ratio = advantage(apollo, ours, 'p99');
  const [mine, theirs] = [ours, apollo].map((row) => short(figure(row, 'p99').median));
  const measured = `${mine} ms, Apollo ${theirs} ms: ${times(ratio)}`;
  return target('Q1 p99, c=16', "at most Apollo's", measured, ratio.median <= 1);
}

function outcomeTargets(outcome) {
  if (!outcome) return [];
  const measured = `${short(outcome.ms)} ms, ${short(outcome.cpu)} of them CPU of Node.js`;
  const name = 'An outcome of 10,000 subjects, until its receipt';
  return target(name, `${largeOutcomeMs} ms`, measured, outcome.ms <= largeOutcomeMs);
}

/** Latency of somebody who asks alone: Apollo's, and for the smallest answer what the disk needs to commit the log's entry. */
function latencyTargets(rows, commitMs) {
  return askedAlone.flatMap((operation) => {
    const [ours, apollo] = ['guarded', 'apollo'].map((id) => rowOf(rows, operation, id, 1));
    if (!ours || !apollo) return [];
    const [mine, theirs] = [ours, apollo].map((row) => figure(row, 'p50').median);
    const [wanted, bound] =
      operation === 'Q1' ? ['a commit and 0.2 ms', commitMs + 0.2] : ["less than Apollo's", theirs];
    const measured = `${short(mine)} ms, Apollo ${short(theirs)} ms, a commit ${short(commitMs)} ms`;
    return target(`${operation} latency at one connection, median`, wanted, measured, mine <= bound);
  });
}

function systemTargets({ rows, loadedRows }) {
  return loaded(rows).flatMap((concurrency) => {
    const ours = rowOf(rows, 'S3', 'house', concurrency);
    if (!ours) return [];
    const name = (whom) => `S3 ${whom}, ${loadedRows} rows a source, CPU a request, c=${concurrency}`;
    const best = concurrency === 64 ? bestOf(rows, 'S3', concurrency, federated) : undefined;
    const lead = best && advantage(ours, best, 'allCpuMs');
    const postgraphile = rowOf(rows, 'S3', 'postgraphile', concurrency);
    const cost = postgraphile && advantage(postgraphile, ours, 'allCpuMs');
    const ofPostgraphile = name('against PostGraphile with row security');
    return [
      ...(best
        ? target(name('over the best federated peer'), '2.5x', `${times(lead)} (${best.contender})`, lead.median >= 2.5)
        : []),
      ...(cost ? target(ofPostgraphile, 'at most 1.2x', times(cost), cost.median <= 1.2) : []),
    ];
  });
}

function growthTargets(system) {
  const [few, many] = [system[0], system.at(-1)];
  if (few.loadedRows === many.loadedRows) return [];
  return loaded(few.rows).flatMap((concurrency) => {
    const [small, large] = [few, many].map(({ rows }) => rowOf(rows, 'S3', 'house', concurrency));
    if (!small || !large) return [];
    const growth = figure(large, 'allCpuMs').median / figure(small, 'allCpuMs').median;
    const name = `S3 from ${few.loadedRows} to ${many.loadedRows} rows a source, CPU a request, c=${concurrency}`;
    return target(name, 'at most 1.3x', `${short(growth)}x`, growth <= 1.3);
  });
}

/** The one that needs the least CPU a request. */
function bestOf(rows, operation, concurrency, ids) {
  return ids
    .map((id) => rowOf(rows, operation, id, concurrency))
    .filter((row) => row && Number.isFinite(figure(row, 'allCpuMs').median))
    .sort((a, b) => figure(a, 'allCpuMs').median - figure(b, 'allCpuMs').median)[0];
}

/** One target; nothing is said of what was not measured. */
const target = (name, wanted, measured, isReached) => [
  [name, wanted, /(^|: )–/.test(measured) ? 'not measured' : `${measured} ${isReached ? 'reached' : '**missed**'}`],
];

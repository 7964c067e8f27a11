import { advantage, figure, rowOf, short, times } from './figures.mjs';

/** Peers that federate sources behind HTTP, as we do. */
const federated = ['apollo', 'hive-js', 'hive-rust', 'mercurius'];
const overApollo = { Q1: 3, Q2: 4.3, Q3: 7, Q4: 1 };

/**
 * What was set out to be reached, and what was, on one Node.js: [target, wanted, measured and whether that is reached].
 * Portcullis has all its guards on; in scoreboard (a) the others have none. CPU is of all processes, PostgreSQL included.
 *
 * @param {import('../run.mjs').NodeRun} run
 * @returns {[string, string, string][]}
 */
export function targetsOf({ gateway, system, commitMs }) {
  return [
    ...(gateway ? [...gatewayTargets(gateway.rows), ...latencyTargets(gateway.rows, commitMs)] : []),
    ...(system ?? []).flatMap(systemTargets),
    ...(system ? growthTargets(system) : []),
  ];
}

/** Connections at which targets hold: all but one alone, where there are such. */
function loaded(rows) {
  const all = [...new Set(rows.map((row) => row.concurrency))].sort((a, b) => a - b);
  return all.some((each) => each > 1) ? all.filter((each) => each > 1) : all;
}

function gatewayTargets(rows) {
  return Object.entries(overApollo).flatMap(([operation, wanted]) =>
    loaded(rows).flatMap((concurrency) => {
      const [ours, apollo] = ['guarded', 'apollo'].map((id) => rowOf(rows, operation, id, concurrency));
      if (!ours || !apollo) return [];
      const ratio = advantage(ours, apollo, 'allCpuMs');
      const name = `${operation} over plain Apollo, CPU a request, c=${concurrency}`;
      return [[name, `${wanted}x`, judged(times(ratio), ratio.median, (value) => value >= wanted)]];
    }),
  );
}

/** Latency of somebody who asks alone: Apollo's, and for the smallest answer what the disk needs to commit the log's entry. */
function latencyTargets(rows, commitMs) {
  return ['Q1', 'Q2', 'Q3'].flatMap((operation) => {
    const [ours, apollo] = ['guarded', 'apollo'].map((id) => rowOf(rows, operation, id, 1));
    if (!ours || !apollo) return [];
    const [mine, theirs] = [ours, apollo].map((row) => figure(row, 'p50').median);
    const [wanted, bound] =
      operation === 'Q1' ? ['a commit and 0.2 ms', commitMs + 0.2] : ["less than Apollo's", theirs];
    const measured = `${short(mine)} ms, Apollo ${short(theirs)} ms, a commit ${short(commitMs)} ms`;
    return [
      [`${operation} latency at one connection, median`, wanted, judged(measured, mine - bound, (value) => value <= 0)],
    ];
  });
}

function systemTargets({ rows, loadedRows }) {
  return loaded(rows).flatMap((concurrency) => {
    const ours = rowOf(rows, 'S3', 'house', concurrency);
    if (!ours) return [];
    const best = bestOf(rows, 'S3', concurrency, federated);
    const postgraphile = rowOf(rows, 'S3', 'postgraphile', concurrency);
    const name = (whom) => `S3 ${whom}, ${loadedRows} rows a source, CPU a request, c=${concurrency}`;
    const ratio = best && advantage(ours, best, 'allCpuMs');
    const cost = postgraphile && advantage(postgraphile, ours, 'allCpuMs');
    return [
      ...(best
        ? [
            [
              name('over the best federated peer'),
              '2.5x, aim 3x',
              judged(`${times(ratio)} (${best.contender})`, ratio.median, (value) => value >= 2.5),
            ],
          ]
        : []),
      ...(cost
        ? [
            [
              name('against PostGraphile with row security'),
              'at most 1.2x',
              judged(times(cost), cost.median, (value) => value <= 1.2),
            ],
          ]
        : []),
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
    return [[name, 'at most 1.3x', judged(`${short(growth)}x`, growth, (value) => value <= 1.3)]];
  });
}

/** The one that needs the least CPU a request. */
function bestOf(rows, operation, concurrency, ids) {
  return ids
    .map((id) => rowOf(rows, operation, id, concurrency))
    .filter((row) => row && Number.isFinite(figure(row, 'allCpuMs').median))
    .sort((a, b) => figure(a, 'allCpuMs').median - figure(b, 'allCpuMs').median)[0];
}

/** What was measured, and whether that is what was wanted; nothing is said of what was not. */
function judged(measured, value, reaches) {
  if (!Number.isFinite(value)) return 'not measured';
  return `${measured} ${reaches(value) ? 'reached' : '**missed**'}`;
}

import { advantage, figure, rowOf, short, times } from './figures.mjs';

/** Peers in JavaScript that do the same work: federate sources behind HTTP. */
const javascriptPeers = ['apollo', 'hive-js', 'hive-rust', 'mercurius'];

const overApollo = { Q1: 8, Q2: 10, Q3: 15 };
const overBestPeer = { Q1: 1.5, Q2: 3, Q3: 8 };
const cpuMs = { Q1: 0.06, Q2: 0.19, Q3: 0.9 };

/**
 * What was set out to be reached, and what was: rows of [target, wanted, measured, verdict].
 * Portcullis has all its guards on, the others have none.
 */
export function targetRows({ gateway, system, machine }) {
  return [
    ...(gateway
      ? [...ratioTargets(gateway.rows), ...absoluteTargets(gateway.rows, machine), ...otherTargets(gateway.rows)]
      : []),
    ...(system ? systemTarget(system.rows) : []),
  ];
}

function ratioTargets(rows) {
  const concurrency = Math.max(...rows.map((row) => row.concurrency));
  const found = [];
  for (const [operation, wanted] of Object.entries(overApollo)) {
    const ours = rowOf(rows, operation, 'guarded', concurrency);
    const apollo = rowOf(rows, operation, 'apollo', concurrency);
    if (!ours) continue;
    if (apollo) found.push(...both(`${operation} over plain Apollo`, wanted, ours, apollo, concurrency));
    const best = bestOf(rows, operation, concurrency, javascriptPeers);
    if (best)
      found.push(
        ...both(
          `${operation} over the best JavaScript peer (${best.contender})`,
          overBestPeer[operation],
          ours,
          best,
          concurrency,
        ),
      );
  }
  return found;
}

/** One row by CPU, one by requests a second. */
function both(name, wanted, ours, theirs, concurrency) {
  return [
    ['CPU a request', 'cpuMs'],
    ['requests/s', 'perSecond'],
  ].map(([what, key]) => {
    const ratio = advantage(ours, theirs, key);
    return [`${name}, ${what}, c=${concurrency}`, `${wanted}x`, times(ratio), verdict(ratio.median >= wanted)];
  });
}

/** The one that needs the least CPU a request. */
export function bestOf(rows, operation, concurrency, ids) {
  return ids
    .map((id) => rowOf(rows, operation, id, concurrency))
    .filter((row) => row && Number.isFinite(figure(row, 'cpuMs').median))
    .sort((a, b) => figure(a, 'cpuMs').median - figure(b, 'cpuMs').median)[0];
}

function absoluteTargets(rows, machine) {
  const concurrency = Math.max(...rows.map((row) => row.concurrency));
  return Object.entries(cpuMs).flatMap(([operation, wanted]) => {
    const ours = rowOf(rows, operation, 'guarded', concurrency);
    if (!ours) return [];
    const { median } = figure(ours, 'cpuMs');
    const database = figure(ours, 'databaseCpuMs').median;
    const measured = `${short(median)} ms, beside it ${short(database)} ms of PostgreSQL, Node.js ${machine.node}`;
    return [[`${operation} gateway CPU a request, on Node.js 26`, `${wanted} ms`, measured, verdict(median <= wanted)]];
  });
}

function otherTargets(rows) {
  const found = [];
  for (const operation of Object.keys(overApollo)) {
    const [ours, apollo] = ['guarded', 'apollo'].map((id) => rowOf(rows, operation, id, 1));
    if (!ours || !apollo) continue;
    const [mine, theirs] = [ours, apollo].map((row) => figure(row, 'p50').median);
    found.push([
      `${operation} latency at concurrency 1, median`,
      "at most Apollo's",
      `${mine.toFixed(2)} ms, Apollo ${theirs.toFixed(2)} ms`,
      verdict(mine <= theirs),
    ]);
  }
  const concurrency = Math.max(...rows.map((row) => row.concurrency));
  const [cold, apolloCold] = ['guarded', 'apollo'].map((id) => rowOf(rows, 'Q4', id, concurrency));
  if (cold && apolloCold) {
    const ratio = advantage(cold, apolloCold, 'cpuMs');
    found.push([
      'Q4 never seen before, over plain Apollo, CPU a request',
      '1x, aim 2x',
      times(ratio),
      verdict(ratio.median >= 1),
    ]);
  }
  return found;
}

function systemTarget(rows) {
  const concurrency = Math.max(...rows.map((row) => row.concurrency));
  const ours = rowOf(rows, 'S3', 'house', concurrency);
  const best = bestOf(rows, 'S3', concurrency, javascriptPeers);
  return ours && best
    ? both(`S3 whole system over the best JavaScript peer (${best.contender})`, 5, ours, best, concurrency)
    : [];
}

const verdict = (reached) => (reached ? 'reached' : '**missed**');

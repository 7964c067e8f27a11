import { contenders } from '../contenders/list.mjs';
import { whole } from '../contenders/whole.mjs';
import { operations } from '../graph/operations.mjs';
import { advantage, figure, rowOf, short, spread, table, times } from './figures.mjs';

/** Names of contenders for people, by id. */
export const labels = new Map([...[...contenders, ...whole].map(({ id, label }) => [id, label])]);

/** Heading and table of one operation of scoreboard (a), as blocks; none where it was not measured. */
export function operationPart(operation, rows) {
  const part = operationTable(operation, rows, 'guarded');
  return part === '' ? [] : [`#### ${operation.id}: ${operation.title}`, part];
}

/** Everybody who was timed on an operation, the one with the least CPU a request first. */
export function operationTable({ id }, rows, oursId) {
  const own = rows.filter((row) => row.operation === id);
  const concurrencies = [...new Set(own.map((row) => row.concurrency))].sort((a, b) => a - b);
  const ids = [...new Set(own.map((row) => row.contender))];
  if (ids.length === 0) return '';
  const most = concurrencies.at(-1);
  const head = [
    '',
    ...concurrencies.flatMap((c) => [`requests/s, c=${c}`, `CPU ms, c=${c}`, `p50 / p99 ms, c=${c}`]),
    'fetches',
    'of it PostgreSQL, ms',
    `CPU against ours, c=${most}`,
  ];
  const body = ids
    .sort((a, b) => cpuAt(own, id, a, most) - cpuAt(own, id, b, most))
    .map((contender) => [
      labels.get(contender) ?? contender,
      ...concurrencies.flatMap((c) => cells(rowOf(own, id, contender, c))),
      short(figure(rowOf(own, id, contender, most), 'fetches').median),
      short(figure(rowOf(own, id, contender, most), 'databaseCpuMs').median),
      ratioCell(own, id, contender, oursId, most),
    ]);
  return table(head, body);
}

const cpuAt = (rows, id, contender, concurrency) => figure(rowOf(rows, id, contender, concurrency), 'allCpuMs').median;

function cells(row) {
  const failed = row.runs.reduce((sum, run) => sum + run.failed, 0);
  return [
    `${spread(figure(row, 'perSecond'))}${failed > 0 ? `, ${failed} failed` : ''}`,
    spread(figure(row, 'allCpuMs')),
    `${short(figure(row, 'p50').median)} / ${short(figure(row, 'p99').median)}`,
  ];
}

function ratioCell(rows, id, contender, oursId, concurrency) {
  const ours = rowOf(rows, id, oursId, concurrency);
  return ours && contender !== oursId
    ? times(advantage(ours, rowOf(rows, id, contender, concurrency), 'allCpuMs'))
    : '';
}

/** Scoreboard (c). */
export function guards(rows) {
  const concurrency = rows.some((row) => row.concurrency === 16) ? 16 : Math.max(...rows.map((row) => row.concurrency));
  const lines = operations.flatMap(({ id }) => {
    const [open, policy, full] = ['permissive', 'policy', 'guarded'].map((each) => rowOf(rows, id, each, concurrency));
    if (!open || !policy || !full) return [];
    const cost = (row) => times(advantage(open, row, 'allCpuMs'));
    return [
      [
        id,
        `${short(figure(open, 'allCpuMs').median)} ms`,
        cost(policy),
        cost(full),
        times(advantage(policy, full, 'allCpuMs')),
      ],
    ];
  });
  return table(['', 'open', 'policy : open', 'policy + log : open', 'log : no log'], lines);
}

/** Requests/s of everybody on the public benchmark, as ratios to each peer that is in the published tables too. */
export function ratioTable(rows) {
  const concurrencies = [...new Set(rows.map((row) => row.concurrency))];
  const ids = [...new Set(rows.map((row) => row.contender))];
  const anchors = ids.filter((id) => ['apollo', 'hive-js', 'hive-rust'].includes(id));
  const head = ['requests/s', ...concurrencies.flatMap((c) => anchors.map((id) => `to ${labels.get(id)}, ${c} users`))];
  const body = ids.map((id) => [
    labels.get(id),
    ...concurrencies.flatMap((c) =>
      anchors.map((anchor) => {
        const [own, peer] = [id, anchor].map((each) => rowOf(rows, rows[0].operation, each, c));
        return id === anchor || !own || !peer ? '' : times(advantage(own, peer, 'perSecond'));
      }),
    ),
  ]);
  return table(head, body);
}

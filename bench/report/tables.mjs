import { contenders } from '../contenders/list.mjs';
import { whole } from '../contenders/whole.mjs';
import { operations } from '../graph/operations.mjs';
import { advantage, figure, rowOf, short, spread, stretchFigure, table, times } from './figures.mjs';

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
  const concurrencies = concurrenciesOf(own);
  const ids = [...new Set(own.map((row) => row.contender))];
  if (ids.length === 0) return '';
  const most = concurrencies.at(-1);
  const isCold = own.some(({ cold }) => cold);
  const head = [
    '',
    ...concurrencies.flatMap((c) => [`requests/s, c=${c}`, `CPU ms, c=${c}`, `p50 / p99 ms, c=${c}`]),
    ...(isCold ? ['cold: CPU ms, p99 ms'] : []),
    'fetches',
    'of it PostgreSQL, ms',
    'bytes kept',
    `CPU against ours, c=${most}`,
  ];
  const body = ids
    .sort((a, b) => cpuAt(own, id, a, most) - cpuAt(own, id, b, most))
    .map((contender) => {
      const row = rowOf(own, id, contender, most);
      return [
        labels.get(contender) ?? contender,
        ...concurrencies.flatMap((c) => cells(rowOf(own, id, contender, c))),
        ...(isCold ? [coldCell(row)] : []),
        short(figure(row, 'fetches').median),
        short(figure(row, 'databaseCpuMs').median),
        short(figure(row, 'keptBytes').median),
        ratioCell(own, id, contender, oursId, most),
      ];
    });
  return table(head, body);
}

const concurrenciesOf = (rows) => [...new Set(rows.map((row) => row.concurrency))].sort((a, b) => a - b);

/** The first stretch of its processes. */
const coldCell = ({ cold }) => (cold ? `${short(stretchFigure(cold, 'allCpuMs'))}, ${short(cold.p99)}` : '–');

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

/** Scoreboard (c): one process, then four workers, of which no open ones take part. */
export function guards(rows) {
  const head = [
    '',
    'open',
    'policy : open',
    'policy + log : open',
    'log : no log',
    'p99 ms: log, no log',
    'requests a commit',
  ];
  const lines = operations.flatMap(({ id }) =>
    ['', '-4'].flatMap((workers) =>
      concurrenciesOf(rows).flatMap((concurrency) => {
        const [open, policy, full] = ['permissive', 'policy', 'guarded'].map((each) =>
          rowOf(rows, id, each + workers, concurrency),
        );
        if (!policy || !full) return [];
        return [
          [
            `${id}, c=${concurrency}${workers && ', four workers'}`,
            open ? `${short(figure(open, 'allCpuMs').median)} ms` : '–',
            ...[policy, full].map((row) => (open ? times(advantage(open, row, 'allCpuMs')) : '–')),
            times(advantage(policy, full, 'allCpuMs')),
            [full, policy].map((row) => short(figure(row, 'p99').median)).join(', '),
            short(1 / figure(full, 'writes').median),
          ],
        ];
      }),
    ),
  );
  return table(head, lines);
}

/** Requests/s of everybody on the public benchmark, as ratios to each peer that is in the published tables too. */
export function ratioTable(rows) {
  const concurrencies = concurrenciesOf(rows);
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

import { ratioOf, summary } from '../measure/statistics.mjs';

/** @typedef {import('../scoreboards/gateway.mjs').Row} Row */

/** @param {readonly Row[]} rows */
export const rowOf = (rows, operation, contender, concurrency) =>
  rows.find((row) => row.operation === operation && row.contender === contender && row.concurrency === concurrency);

/** Summary of one figure of a row: `perSecond`, `cpuMs`, `databaseCpuMs`, `p50`, `p99`. */
export const figure = (row, key) => summary(row.runs.map((run) => run[key]));

/**
 * How many times less CPU a request costs here than there, or how many times more requests are answered.
 *
 * @param {'cpuMs' | 'perSecond'} key
 */
export function advantage(ours, theirs, key) {
  const values = (row) => row.runs.map((run) => run[key]);
  return key === 'cpuMs' ? ratioOf(values(theirs), values(ours)) : ratioOf(values(ours), values(theirs));
}

/** A number of milliseconds or requests as people read it: three digits that say something. */
export function short(value) {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return String(Math.round(value));
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(value >= 1 ? 2 : 3);
}

/** `median (least–greatest)`. */
export const spread = ({ median, min, max }) =>
  Number.isFinite(median) ? `${short(median)} (${short(min)}–${short(max)})` : '–';

/** A ratio with its spread: `8.3x (7.9–8.8)`. */
export const times = ({ median, min, max }) =>
  Number.isFinite(median) ? `${short(median)}x (${short(min)}–${short(max)})` : '–';

/** A Markdown table; figures stand to the right, words to the left. */
export function table(head, rows, align = '---:') {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : align))), ...rows.map(line)].join('\n');
}

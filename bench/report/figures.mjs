import { ratioOf, summary } from '../measure/statistics.mjs';

/** @typedef {import('../scoreboards/turns.mjs').Row} Row */

/** @param {readonly Row[]} rows */
export const rowOf = (rows, operation, contender, concurrency) =>
  rows.find((row) => row.operation === operation && row.contender === contender && row.concurrency === concurrency);

/**
 * One figure of a stretch. `allCpuMs`, the one that counts, is CPU of all processes a request: the contender's and PostgreSQL's.
 *
 * @param {'allCpuMs' | 'perSecond' | 'databaseCpuMs' | 'writes' | 'fetches' | 'p50' | 'p99' | 'keptBytes'} key
 */
export const stretchFigure = (stretch, key) => {
  if (key !== 'allCpuMs') return stretch[key];
  return stretch.cpuMs === null || stretch.databaseCpuMs === null ? Number.NaN : stretch.cpuMs + stretch.databaseCpuMs;
};

const valuesOf = (row, key) => row.runs.map((stretch) => stretchFigure(stretch, key));

/** Summary of one figure of a row. A figure that an older version did not measure is no number. */
export const figure = (row, key) => summary(valuesOf(row, key));

/**
 * How many times less CPU or time a request takes here than there, or how many times more requests are answered, pair by pair.
 *
 * @param {'allCpuMs' | 'p99' | 'perSecond'} key
 */
export function advantage(ours, theirs, key) {
  const [mine, others] = [ours, theirs].map((row) => valuesOf(row, key));
  return key === 'perSecond' ? ratioOf(mine, others) : ratioOf(others, mine);
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

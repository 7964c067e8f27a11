import { type Interval, intervalsFrom } from './intervals.js';

/** A number of rows as the graph gives it. */
export interface Count {
  readonly number: number | null;
  readonly atLeast: number | null;
}

/** An interval of the graph's histogram. */
export interface HistogramBucket {
  readonly begins: string | null;
  readonly isPrecise: boolean | null;
  readonly count: Count | null;
}

/** A bar: an interval and its rows. */
export interface Bar {
  readonly begins: string;
  readonly rows: number;
  /** There may be more rows. */
  readonly isLeast: boolean;
}

/** Bars of a histogram, and rows that stand in none. */
export interface Bars {
  readonly bars: readonly Bar[];
  /** Rows of which only a month or a year is known that is longer than the interval. */
  readonly coarse: number;
  /** Whether an interval without a bar has no row; false: it may have some. */
  readonly isWhole: boolean;
}

/** More bars than these are no picture. */
const MOST_BARS = 400;

/** What is drawn of a histogram: an interval without rows has its place, so that a gap is seen as one. */
export function barsOf(buckets: readonly HistogramBucket[], interval: Interval, more: boolean): Bars {
  const precise = buckets.filter(({ begins, isPrecise }) => begins !== null && isPrecise !== false);
  const coarse = buckets.filter(({ isPrecise }) => isPrecise === false);
  const known = new Map(precise.map(({ begins, count }) => [begins ?? '', count]));
  const names = [...known.keys()].sort();
  const [first, last] = [names[0], names.at(-1)];
  const all = first === undefined || last === undefined ? [] : intervalsFrom(first, last, interval, MOST_BARS);
  return {
    bars: (all ?? names.slice(-MOST_BARS)).map((begins) => {
      const count = known.get(begins);
      return { begins, rows: rowsOf(count ?? null), isLeast: typeof count?.atLeast === 'number' };
    }),
    coarse: coarse.reduce((sum, { count }) => sum + rowsOf(count), 0),
    isWhole: !more && all !== undefined,
  };
}

const rowsOf = (count: Count | null): number => count?.number ?? count?.atLeast ?? 0;

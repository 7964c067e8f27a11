/* Intervals of a histogram: named by their first day, month or year, as the graph names them. Days are of UTC. */
import type { Term } from '../filters/terms.js';

export type Interval = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** Into what a time may be divided. A date that may be a year alone is narrowed by how it begins, and no week begins so. */
export const intervalsOf = (isDate: boolean): readonly Interval[] =>
  isDate ? ['DAY', 'MONTH', 'YEAR'] : ['DAY', 'WEEK', 'MONTH', 'YEAR'];

const DAY_MS = 86_400_000;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** First day of an interval, milliseconds since 1970. */
export const startOf = (begins: string): number => Date.parse(`${begins.padEnd(10, '-01')}T00:00:00Z`);

/** The day after a day. */
export const dayAfter = (day: string): string => dayOf(startOf(day) + DAY_MS);

/** The name of the interval behind one. */
export function nextOf(begins: string, interval: Interval): string {
  const at = startOf(begins);
  if (interval === 'DAY' || interval === 'WEEK') return dayOf(at + (interval === 'DAY' ? 1 : 7) * DAY_MS);
  const date = new Date(at);
  if (interval === 'MONTH') date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCFullYear(date.getUTCFullYear() + 1);
  return dayOf(date.getTime()).slice(0, interval === 'MONTH' ? 7 : 4);
}

/** The days from the first one of an interval to the last one of another. */
export function spanOver(
  first: string,
  last: string,
  interval: Interval,
): { readonly from: string; readonly to: string } {
  return { from: dayOf(startOf(first)), to: dayOf(startOf(nextOf(last, interval)) - DAY_MS) };
}

/** All intervals from one to another, or undefined where they are more than `most`. */
export function intervalsFrom(first: string, last: string, interval: Interval, most: number): string[] | undefined {
  const all = [first];
  for (let name = first; name < last; all.push(name)) {
    if (all.length === most) return undefined;
    name = nextOf(name, interval);
  }
  return all;
}

/** Into what a time is divided where nobody chose: so that there are bars enough, and not too many. */
export function usualInterval(term: Term | undefined, isDate: boolean): Interval {
  if (term?.is !== 'span' || term.from === undefined || term.to === undefined) return isDate ? 'YEAR' : 'MONTH';
  const days = (startOf(term.to) - startOf(term.from)) / DAY_MS;
  if (days <= 45) return 'DAY';
  if (days <= 200) return 'WEEK';
  return days <= 3650 ? 'MONTH' : 'YEAR';
}

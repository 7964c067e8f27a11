import { badUserInput } from '../../../schema/errors.js';
import { charactersOf } from '../described/facets.js';
import type { Interval } from '../listing.js';
import type { ListedRows } from '../page/listed.js';
import type { SourceSession } from '../sourceSession.js';
import type { Count } from './countRows.js';
import { categoryOf, countedBy } from './facets.js';
import { groupRows } from './groupRows.js';

/** How many rows of a list are in each interval of a time. */
export interface Histogram {
  /** In order of time. */
  readonly buckets: readonly { readonly begins: string; readonly isPrecise: boolean; readonly count: Count }[];
  /** Whether further intervals have rows, which are not counted. */
  readonly more: boolean;
  readonly none: Count | null;
  readonly notShown: Count | null;
}

/** Intervals of one answer: the fullest of them. */
const MAX_INTERVALS = 1000;

/**
 * How many rows of a list are in each interval of a time, for this viewer. Throws BAD_USER_INPUT for a time zone that is not
 * known.
 */
export async function histogramOfRows(
  session: SourceSession,
  rows: ListedRows,
  {
    by: name,
    interval,
    timeZone: stated,
  }: { readonly by: string; readonly interval: Interval; readonly timeZone?: string | null },
): Promise<Histogram> {
  const timeZone = stated ?? 'UTC';
  if (!isTimeZone(timeZone)) throw badUserInput('"timeZone" is the name of a time zone, such as `Europe/Amsterdam`.');
  const by = {
    grouping: countedBy(rows.listing.histograms, name)[interval],
    categories: [categoryOf(session, rows.listing, 'Histogram', name)],
    name: `histogram ${name} ${interval}`,
    values: { timeZone },
  };
  const { groups, ...others } = await groupRows(session, rows, by, MAX_INTERVALS);
  const buckets = groups.map(({ value, count }) => ({
    begins: value,
    isPrecise: value.length >= charactersOf[interval],
    count,
  }));
  return { buckets: buckets.sort((left, right) => (left.begins < right.begins ? -1 : 1)), ...others };
}

/** Why a slash: abbreviations and offsets mean other zones to PostgreSQL than to others. */
function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true;
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

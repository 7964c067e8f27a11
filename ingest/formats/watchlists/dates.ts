import { isDayOfMonth } from '../../codes/calendar.js';
import { toPartialDate } from './ofac/dates.js';

/**
 * A PartialDate from a date as public lists write it: `1966`, `1966-09`, `1966-09-08` (a time or zone after it does not
 * matter: the day is the publisher's), the American `09/08/1966`, or in words `8 Sep. 1966`. Null for an impossible
 * date or another text.
 */
export function toListDate(text: string): string | null {
  const stated = text.trim();
  const iso = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T.*|Z|[+-]\d\d:\d\d)?)?$/.exec(stated);
  if (iso) return join(iso[1], iso[2], iso[3]);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(stated);
  if (american) return join(american[3], american[1]?.padStart(2, '0'), american[2]?.padStart(2, '0'));
  return toPartialDate(stated);
}

function join(year = '', month = '', day?: string): string | null {
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return `${year}-${month}`;
  return isDayOfMonth(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : null;
}

import { isDayOfMonth, monthOf } from '../../../codes/calendar.js';

/** A date as a list states it: as precise as known, perhaps approximate, perhaps the first of a span. */
export interface StatedDate {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  /** End of the span where the list gives one ("1961 to 1963"), inclusive. */
  readonly until?: string;
  /** True for "circa", "approximately" and spans. */
  readonly approximate: boolean;
}

/** A date of OFAC's remarks: `08 Sep 1966`, `Sep 1966`, `1966`, `circa 1966`, `1961 to 1963`. Null for any other text. */
export function parseOfacDate(text: string): StatedDate | null {
  // Why: white space in a long text would be tried from each of its places, and no date is so long.
  if (text.length > 200) return null;
  const circa = /^\(?\s*(?:circa|c\.|approximately|approx\.?|about)\s+/i.exec(text);
  const stated = text.slice(circa?.[0].length ?? 0).replace(/(?<![.)\s])[.)\s]+$/, '');
  const [from = '', to, ...rest] = stated.split(/\s+to\s+|(?<=\d{4})-(?=\d{4}$)/i);
  if (rest.length > 0) return null;
  const date = toPartialDate(from);
  if (date === null) return null;
  if (to === undefined) return { date, approximate: circa !== null };
  const until = toPartialDate(to);
  return until === null || until < date ? null : { date, until, approximate: true };
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` from `1966`, `Sep 1966`, `08 Sep 1966`; null for an impossible or other text. */
export function toPartialDate(text: string): string | null {
  const match = /^(?:(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?\s+)?(\d{4})$/.exec(text.trim());
  if (match === null) return null;
  const [, day, monthName, year = ''] = match;
  if (monthName === undefined) return year;
  const month = monthOf(monthName);
  if (month === null) return null;
  const yearMonth = `${year}-${String(month).padStart(2, '0')}`;
  if (day === undefined) return yearMonth;
  return isDayOfMonth(Number(year), month, Number(day)) ? `${yearMonth}-${day.padStart(2, '0')}` : null;
}

/** Quality flag of a date that was not read: it has the form of one and does not exist, or has no form that is read. */
export function toDateFlag(text: string): 'DATE_IMPOSSIBLE' | 'DATE_FORM' {
  const words = /^(?:\d{1,2}\s+)?[A-Za-z]{3,9}\.?\s+\d{4}$/;
  const digits = /^\d{4}-\d\d(?:-\d\d.*)?$|^\d{1,2}\/\d{1,2}\/\d{4}$/;
  return words.test(text.trim()) || digits.test(text.trim()) ? 'DATE_IMPOSSIBLE' : 'DATE_FORM';
}

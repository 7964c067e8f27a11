import { isDayOfMonth, monthOf } from '../../codes/calendar.js';
import type { PersonRecord } from '../../records/persons.js';
import { distinctBy } from './parts.js';

/** A date as a list states it: as precise as known, possibly approximate, possibly the first of a span. */
export interface StatedDate {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  /** End of the span where the list gives one ("1961 to 1963"), inclusive. */
  readonly until?: string;
  /** Whether it is "circa", "approximately" or a span. */
  readonly approximate?: boolean;
}

/**
 * A PartialDate from a date as public lists write it: `1966`, `1966-09`, `1966-09-08` (a time or zone after it is ignored:
 * the day is the publisher's), the American `09/08/1966`, or in words `8 Sep. 1966`. Null for an impossible date or another
 * text.
 */
export function toListDate(text: string): string | null {
  const stated = text.trim();
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T.*|Z|[+-]\d\d:\d\d)?)?$/.exec(stated) ?? [];
  if (year !== undefined) return toPartialDate(year, month, day);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(stated);
  return american ? toPartialDate(american[3] as string, american[1], american[2]) : toWordedDate(stated);
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` from `1966`, `Sep 1966`, `08 Sep 1966`; null for an impossible or other text. */
export function toWordedDate(text: string): string | null {
  const match = /^(?:(?:(\d{1,2})\s+)?([A-Za-z]{3})[a-z]*\.?\s+)?(\d{4})$/.exec(text.trim());
  if (match === null) return null;
  const [, day, monthName, year = ''] = match;
  if (monthName === undefined) return year;
  const month = monthOf(monthName);
  return month === null ? null : toPartialDate(year, String(month), day);
}

/** A PartialDate of a year, a month and optionally a day; null where there is no such month or day. */
export function toPartialDate(year: string, month = '', day?: string): string | null {
  if (Number(month) < 1 || Number(month) > 12) return null;
  const yearMonth = `${year}-${month.padStart(2, '0')}`;
  if (day === undefined) return yearMonth;
  return isDayOfMonth(Number(year), Number(month), Number(day)) ? `${yearMonth}-${day.padStart(2, '0')}` : null;
}

/** A date as OFAC writes it: `08 Sep 1966`, `Sep 1966`, `1966`, `circa 1966`, `1961 to 1963`. Null for any other text. */
export function parseOfacDate(text: string): StatedDate | null {
  // Why a limit: the expressions are quadratic in white space, and no date is so long.
  if (text.length > 200) return null;
  const circa = /^\(?\s*(?:circa|c\.|approximately|approx\.?|about)\s+/i.exec(text);
  const stated = text.slice(circa?.[0].length ?? 0).replace(/(?<![.)\s])[.)\s]+$/, '');
  const [from = '', to, ...rest] = stated.split(/\s+to\s+|(?<=\d{4})-(?=\d{4}$)/i);
  if (rest.length > 0) return null;
  const date = toWordedDate(from);
  if (date === null) return null;
  if (to === undefined) return { date, approximate: circa !== null };
  const until = toWordedDate(to);
  return until === null || until < date ? null : { date, until, approximate: true };
}

/** A date in the forms of `toListDate`, else of `parseOfacDate`. */
export function parseListDate(text: string): StatedDate | null {
  const date = toListDate(text);
  return date === null ? parseOfacDate(text) : { date };
}

/** Quality flag of an unread date: it does not exist, or has an unknown form. */
export function toDateFlag(text: string): 'DATE_IMPOSSIBLE' | 'DATE_FORM' {
  const words = /^(?:\d{1,2}\s+)?[A-Za-z]{3,9}\.?\s+\d{4}$/;
  const digits = /^\d{4}-\d\d(?:-\d\d.*)?$|^\d{1,2}\/\d{1,2}\/\d{4}$/;
  return words.test(text.trim()) || digits.test(text.trim()) ? 'DATE_IMPOSSIBLE' : 'DATE_FORM';
}

/** Two ascending dates are a span; others are dates of their own. */
export function toSpan([from, to]: readonly string[]): StatedDate[] {
  if (from !== undefined && to !== undefined && from < to) return [{ date: from, until: to }];
  return [from, to].flatMap((date) => (date === undefined ? [] : [{ date }]));
}

/** Births as a record states them, in order: dates and spans. Why no empty list of spans: few records have one. */
export function toBirths(births: readonly StatedDate[]): Pick<PersonRecord, 'birthDates' | 'birthPeriods'> {
  const birthPeriods = births.flatMap(({ date, until }) => (until === undefined ? [] : [{ from: date, to: until }]));
  return {
    birthDates: births.flatMap(({ date, until }) => (until === undefined ? [date] : [])),
    ...(birthPeriods.length > 0 ? { birthPeriods } : {}),
  };
}

/** Each birth once. */
export function distinctBirths(births: readonly StatedDate[]): StatedDate[] {
  return distinctBy(births, ({ date, until }) => `${date}/${until ?? ''}`);
}

import { isDayOfMonth, shortMonth } from '../../../codes/calendar.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import { type StatedDate, toPartialDate as toDate } from '../dates.js';
import { below, textsOf } from '../parts.js';

/**
 * The date of a `DatePeriod`, which states the first and the last possible day of a beginning and of an end. A period that
 * is exactly a year or a month is a date of that precision. Null where a day does not exist.
 */
export function toStatedDate(period: XmlElement): StatedDate | null {
  const bounds = ['Start', 'End'].flatMap((bound) => below(period, bound));
  const spans = bounds.flatMap((bound) => ['From', 'To'].flatMap((point) => below(bound, point).map(toSpan)));
  const [first, last] = [spans[0]?.first, spans.at(-1)?.last];
  if (first === undefined || last === undefined || spans.includes(null) || last < first) return null;
  const [date, until] = toPrecision(first, last);
  const approximate = bounds.some(({ attributes }) => attributes.Approximate === 'true');
  return date === until ? { date, approximate } : { date, until, approximate: true };
}

/** A PartialDate of an element with a year and optionally a month and a day; null where there is no such date. */
export function toPartialDate(element: XmlElement): string | null {
  const span = toSpan(element);
  return span && toPrecision(span.first, span.last)[0];
}

/** A date as OFAC's remarks write it: `circa 08 Sep 1966`, `1961 to 1963`. */
export function toRemark({ date, until, approximate }: StatedDate): string {
  const span = [date, ...(until === undefined ? [] : [until])].map(toWords).join(' to ');
  return approximate && until === undefined ? `circa ${span}` : span;
}

function toWords(date: string): string {
  const [year, month, day] = date.split('-');
  return [day, month && shortMonth(Number(month)), year].filter(Boolean).join(' ');
}

/** First and last day, inclusive, of a date that may lack its day, or its month too. */
function toSpan(point: XmlElement): { readonly first: string; readonly last: string } | null {
  const [year, month, day] = textsOf(point, ['Year', 'Month', 'Day']);
  const isForm = [month, day].every((part) => part === null || /^\d{1,2}$/.test(part));
  if (!year || !/^\d{4}$/.test(year) || !isForm || (!month && day)) return null;
  if (!month) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const date = toDate(year, month, day ?? undefined);
  if (date === null) return null;
  if (day) return { first: date, last: date };
  return { first: `${date}-01`, last: toLastDay(date) };
}

function toLastDay(yearMonth: string): string {
  const [year, month] = yearMonth.split('-').map(Number) as [number, number];
  return `${yearMonth}-${[31, 30, 29].find((day) => isDayOfMonth(year, month, day)) ?? 28}`;
}

/** Both ends, cut to years or months where the span is whole years or months. */
function toPrecision(first: string, last: string): readonly [string, string] {
  const isYears = first.endsWith('-01-01') && last.endsWith('-12-31');
  const isMonths = first.endsWith('-01') && last === toLastDay(last.slice(0, 7));
  const length = isYears ? 4 : isMonths ? 7 : 10;
  return [first.slice(0, length), last.slice(0, length)];
}

import { isDayOfMonth, shortMonth } from '../../../codes/calendar.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedDate } from '../ofac/dates.js';
import { textOf } from '../un/parts.js';
import { below } from './references.js';

/**
 * The date that a `DatePeriod` means: it gives the first and the last day on which something may have begun and ended. A
 * year or a month that it spans from the first day to the last is as precise as is known. Null where a day is none.
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

/** A PartialDate of an element with a year, perhaps a month and a day; null where they are no date. */
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

/** Days, both inclusive. */
interface Span {
  readonly first: string;
  readonly last: string;
}

/** The days that a point means which may lack its day, or its month too. */
function toSpan(point: XmlElement): Span | null {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((name) => textOf(point, name)) as (string | null)[];
  if (!year || !/^\d{4}$/.test(year)) return null;
  if (!month) return day ? null : { first: `${year}-01-01`, last: `${year}-12-31` };
  if (!/^\d{1,2}$/.test(month) || Number(month) < 1 || Number(month) > 12) return null;
  const yearMonth = `${year}-${month.padStart(2, '0')}`;
  if (!day) return { first: `${yearMonth}-01`, last: toLastDay(yearMonth) };
  if (!/^\d{1,2}$/.test(day) || !isDayOfMonth(Number(year), Number(month), Number(day))) return null;
  const date = `${yearMonth}-${day.padStart(2, '0')}`;
  return { first: date, last: date };
}

function toLastDay(yearMonth: string): string {
  const [year, month] = yearMonth.split('-').map(Number) as [number, number];
  return `${yearMonth}-${[31, 30, 29].find((day) => isDayOfMonth(year, month, day)) ?? 28}`;
}

/** Both ends, without what whole years or months leave open. */
function toPrecision(first: string, last: string): readonly [string, string] {
  const isYears = first.endsWith('-01-01') && last.endsWith('-12-31');
  const isMonths = first.endsWith('-01') && last === toLastDay(last.slice(0, 7));
  const length = isYears ? 4 : isMonths ? 7 : 10;
  return [first.slice(0, length), last.slice(0, length)];
}

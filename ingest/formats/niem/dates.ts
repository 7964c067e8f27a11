import { isDayOfMonth } from '../../codes/calendar.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { TimePrecision } from '../../records/incidents.js';
import { textAt } from './element.js';

/** A point in time as a NIEM message states it. */
export interface StatedTime {
  /** UTC ISO 8601. */
  readonly at: string;
  readonly precision: TimePrecision;
  /** PartialDate: the day, month or year, as stated. */
  readonly date: string;
  /** Time of day of a zone that the message does not state, `HH:MM`: as an instant it would be wrong by hours. */
  readonly localTime: string | null;
}

/** What a date element comes to; both parts may say something, where it states a date in several forms. */
export interface StatedTimeResult {
  readonly time: StatedTime | null;
  /** Something was stated that is no date. */
  readonly impossible: boolean;
}

/** Forms of `nc:DateType`, the most precise first: a message may state several of one date. */
const forms = ['DateTime', 'ZuluDateTime', 'Date', 'YearMonthDate', 'YearMonth', 'YearDate', 'Year'];

/** Reads an element of `nc:DateType`, e.g. `nc:ActivityDate`. */
export function readTime(element: XmlElement | null): StatedTimeResult {
  let impossible = false;
  for (const form of forms) {
    const text = textAt(element, form);
    if (text === null) continue;
    const time = parseTime(text);
    if (time !== null) return { time, impossible };
    impossible = true;
  }
  // Why its own text: some senders write the date without an element around it.
  const own = element?.text.trim() ?? '';
  const time = own === '' ? null : parseTime(own);
  return { time, impossible: impossible || (own !== '' && time === null) };
}

/** Parses `YYYY`, `YYYY-MM`, `YYYY-MM-DD` and times of day with or without a zone; null for what is no date. */
export function parseTime(text: string): StatedTime | null {
  const stated = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(
    text.trim(),
  );
  if (stated === null) return null;
  const [, year = '', month, day, hour, minute, second = '00', zone] = stated;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  if (!isCalendarDate(year, month, day)) return null;
  const midnight = `${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`;
  const precision = day !== undefined ? 'DAY' : month !== undefined ? 'MONTH' : 'YEAR';
  if (hour === undefined) return { at: midnight, precision, date, localTime: null };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (zone === undefined) return { at: midnight, precision, date, localTime: `${hour}:${minute}` };
  const instant = new Date(`${date}T${hour}:${minute}:${second}${zone}`);
  if (Number.isNaN(instant.getTime())) return null;
  return { at: instant.toISOString().replace('.000Z', 'Z'), precision: 'INSTANT', date, localTime: null };
}

function isCalendarDate(year: string, month = '01', day = '01'): boolean {
  return (
    Number(year) > 0 &&
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    isDayOfMonth(Number(year), Number(month), Number(day))
  );
}

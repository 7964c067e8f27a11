import { isDayOfMonth } from '../../codes/calendar.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentRecord, TimePrecision } from '../../records/incidents.js';
import { textsOf } from './element.js';

/** A point in time as a NIEM message states it. */
export interface StatedTime {
  /** UTC ISO 8601. */
  readonly at: string;
  readonly precision: TimePrecision;
  /** PartialDate: the day, month or year as stated. */
  readonly date: string;
  /** Time of day without a zone, `HH:MM`; as an instant it would be wrong by hours. */
  readonly localTime: string | null;
}

/** A date element, read: it may state a date in several forms, some of them impossible. */
export interface StatedTimeResult {
  readonly time: StatedTime | null;
  /** Whether the first form stated is not a date. */
  readonly impossible: boolean;
}

/** Forms of `nc:DateType`, the most precise first. */
const forms = ['DateTime', 'ZuluDateTime', 'Date', 'YearMonthDate', 'YearMonth', 'YearDate', 'Year'];

/** Reads an element of `nc:DateType`, e.g. `nc:ActivityDate`. */
export function readTime(element: XmlElement | null): StatedTimeResult {
  // Some senders write the date directly into the element.
  const stated = [...textsOf(element, ...forms), element?.text.trim() ?? ''].filter((text) => text !== '');
  const times = stated.map(parseTime);
  const found = times.findIndex((time) => time !== null);
  return { time: times[found] ?? null, impossible: found !== 0 && stated.length > 0 };
}

const timeForm =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** Parses `YYYY`, `YYYY-MM`, `YYYY-MM-DD` and times of day with or without a zone; null for any other text. */
function parseTime(text: string): StatedTime | null {
  const [stated, year = '', month, day, hour, minute, second = '00', zone] = timeForm.exec(text) ?? [];
  if (stated === undefined || !isDate(Number(year), Number(month ?? 1), Number(day ?? 1))) return null;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  if (hour !== undefined && zone !== undefined) {
    const instant = new Date(`${date}T${hour}:${minute}:${second}${zone}`);
    if (Number.isNaN(instant.getTime())) return null;
    return { at: instant.toISOString().replace('.000Z', 'Z'), precision: 'INSTANT', date, localTime: null };
  }
  return {
    at: `${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`,
    precision: day !== undefined ? 'DAY' : month !== undefined ? 'MONTH' : 'YEAR',
    date,
    localTime: hour === undefined ? null : `${hour}:${minute}`,
  };
}

function isDate(year: number, month: number, day: number): boolean {
  return year > 0 && month >= 1 && month <= 12 && isDayOfMonth(year, month, day);
}

/** When an incident happened, as its record states it. */
export function toWhen({ time }: StatedTimeResult): Pick<IncidentRecord, 'occurredAt' | 'occurredAtPrecision'> {
  return { occurredAt: time?.at ?? null, occurredAtPrecision: time?.precision ?? null };
}

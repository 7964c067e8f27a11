import { type Converter, type Fail, WithSiblings } from './converter.js';
import { type DateParts, type DatePattern, parseDatePattern } from './datePattern.js';
import { toInstant, utc } from './zone.js';

/** Patterns where the mapping names none. */
const isoDates = ['yyyy-MM-dd', 'yyyy-MM', 'yyyy', 'yyyyMMdd'];
const isoTimes = [
  "yyyy-MM-dd'T'HH:mm:ssX",
  "yyyy-MM-dd'T'HH:mm:ss.SX",
  "yyyy-MM-dd'T'HH:mmX",
  'yyyy-MM-dd HH:mm:ssX',
  'yyyy-MM-dd HH:mm:ss.SX',
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm",
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm',
  ...isoDates,
];

/** To a PartialDate, as precise as the text. */
export function dateConverter(patterns: readonly string[] | undefined): Converter {
  const parse = firstOf(patterns ?? isoDates, 'date');
  const own = patterns === undefined ? /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/ : null;
  return (text, fail) => {
    if (own?.test(text)) return text;
    const parts = parse(text, fail);
    return parts && toPartialDate(parts);
  };
}

/**
 * To an instant in UTC, with its precision beside it. A time of day without a zone, in the text or in the mapping, gives only
 * the day, with a flag.
 */
export function instantConverter(
  patterns: readonly string[] | undefined,
  options: {
    readonly zone?: string | undefined;
    /** Field beside it for its precision. */
    readonly precisionField: string | null;
    /** Field beside it for the text, where that is less than an instant. */
    readonly statedField: string | null;
  },
): Converter {
  const { zone, precisionField, statedField } = options;
  const parse = firstOf(patterns ?? isoTimes, 'time');
  const precise = (instant: string, precision: string, fail: Fail, text: string): unknown => {
    if (precisionField !== null) return new WithSiblings(instant, { [precisionField]: precision });
    if (statedField !== null && precision !== 'INSTANT') return new WithSiblings(instant, { [statedField]: text });
    if (precision !== 'INSTANT') fail(`note.timePrecision${precision[0]}${precision.slice(1).toLowerCase()}`);
    return instant;
  };
  return (text, fail) => {
    const parts = parse(text, fail);
    if (parts === null) return null;
    const { year, month, day, hour, minute, second = 0, offset } = parts;
    const midnight = toIso(utc(year, month ?? 1, day ?? 1, 0, 0, 0));
    if (day === undefined) return precise(midnight, month === undefined ? 'YEAR' : 'MONTH', fail, text);
    if (hour === undefined) return precise(midnight, 'DAY', fail, text);
    const precision = minute === undefined ? 'HOUR' : 'INSTANT';
    if (offset !== undefined) {
      const clock = utc(year, month ?? 1, day, hour, minute ?? 0, second);
      return precise(toIso(clock - offset * 60_000), precision, fail, text);
    }
    if (zone === undefined) {
      fail('note.timeZoneUnknown');
      return precise(midnight, 'DAY', fail, text);
    }
    const { time, exists, ambiguous } = toInstant(parts, zone);
    if (!exists) fail('time.impossible');
    else if (ambiguous) fail('note.timeAmbiguous');
    return precise(toIso(time), precision, fail, text);
  };
}

function firstOf(patterns: readonly string[], what: 'date' | 'time'): (text: string, fail: Fail) => DateParts | null {
  const known = patterns.map(parseDatePattern).filter((one): one is DatePattern => typeof one === 'function');
  return (text, fail) => {
    let impossible = false;
    for (const pattern of known) {
      const parts = pattern(text);
      if (parts === 'impossible') impossible = true;
      else if (parts !== null) return parts;
    }
    fail(impossible ? `${what}.impossible` : `${what}.form`);
    return null;
  };
}

function toPartialDate({ year, month, day }: DateParts): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  const parts = [digits(year, 4)];
  if (month !== undefined) parts.push(digits(month, 2));
  if (month !== undefined && day !== undefined) parts.push(digits(day, 2));
  return parts.join('-');
}

function toIso(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

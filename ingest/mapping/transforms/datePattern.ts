import { isDayOfMonth } from '../../codes/calendar.js';
import { toMonth } from './months.js';

/** The parts of a date that a pattern finds; absent where not stated. Months from 1. */
export interface DateParts {
  readonly year: number;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  readonly hour?: number | undefined;
  readonly minute?: number | undefined;
  readonly second?: number | undefined;
  /** Minutes east of UTC, where the text says so. */
  readonly offset?: number | undefined;
}

/** Reads texts of one pattern; null for a text of another, `impossible` for a date or time that does not exist. */
export type DatePattern = (text: string) => DateParts | 'impossible' | null;

/** Letters of a pattern, longest first, and what each matches. */
const letters: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year2>\\d{2})',
  MMMM: '(?<name>[\\p{L}.]+)',
  MMM: '(?<name>[\\p{L}.]+)',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  EEEE: '[\\p{L}.]+',
  EEE: '[\\p{L}.]+',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour12>\\d{2})',
  h: '(?<hour12>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  m: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{2})',
  s: '(?<second>\\d{1,2})',
  S: '\\d+',
  a: '(?<half>[AaPp]\\.?[Mm]\\.?)',
  X: '(?<offset>Z|UTC|GMT|[+-]\\d{2}:?(?:\\d{2})?)',
};
const letter = /yyyy|yy|M{1,4}|dd|d|EEEE|EEE|HH|H|hh|h|mm|m|ss|s|S+|a|X|'[^']*'|[A-Za-z]+|[^A-Za-z']+/g;

/**
 * A pattern such as `dd.MM.yyyy`, `d MMM yyyy`, `yyyy-MM-dd'T'HH:mm:ssX`; `YYYY` and `DD` mean `yyyy` and `dd`.
 *
 * @returns what is wrong with it, in words, where it is no pattern
 */
export function parseDatePattern(pattern: string): DatePattern | string {
  const usual = pattern.replaceAll('Y', 'y').replaceAll(/D+/g, (days) => days.toLowerCase());
  if (/(?:^|[^a-z])d{1,2}[./-]m{1,2}(?!m)|m{1,2}[./-]d{1,2}|H{1,2}:M|h{1,2}:M/.test(usual)) {
    return 'MM is the month, mm the minute';
  }
  const seen = new Set<string>();
  let source = '';
  for (const [part] of usual.matchAll(letter)) {
    const known = letters[part] ?? (/^S+$/.test(part) ? letters.S : undefined);
    if (known === undefined && /^[A-Za-z]+$/.test(part) && part !== 'T' && part !== 'Z') {
      return `${part} stands for nothing in a date pattern; put words in quotes: '${part}'`;
    }
    if (known === undefined) {
      source += toLiteral(part.startsWith("'") ? part.slice(1, -1) : part);
      continue;
    }
    const name = /\(\?<(\w+)>/.exec(known)?.[1];
    if (name && seen.has(name)) return `${part} stands in it twice`;
    if (name) seen.add(name);
    source += known;
  }
  if (!seen.has('year') && !seen.has('year2')) return 'it has no year (yyyy)';
  if (seen.has('day') && !seen.has('month') && !seen.has('name'))
    return 'it has a day and no month (MM; mm are minutes)';
  if (seen.has('minute') && !seen.has('hour') && !seen.has('hour12'))
    return 'it has minutes (mm) and no hour; MM is the month';
  const expression = new RegExp(`^${source}$`, 'u');
  return (text) => {
    const groups = expression.exec(text)?.groups;
    return groups ? toParts(groups) : null;
  };
}

function toLiteral(literal: string): string {
  return literal.replaceAll(/[$()*+./?[\\\]^{|}]/g, '\\$&').replaceAll(/ +/g, '\\s+');
}

function toParts(groups: Record<string, string | undefined>): DateParts | 'impossible' | null {
  const number = (name: string) => (groups[name] === undefined ? undefined : Number(groups[name]));
  const year = number('year') ?? toCentury(number('year2') as number);
  let month = number('month');
  if (groups.name !== undefined) {
    const named = toMonth(groups.name);
    if (named === null) return null;
    month = named;
  }
  const hour = toHour(number('hour'), number('hour12'), groups.half);
  if (hour === null) return 'impossible';
  const parts: DateParts = {
    year,
    month,
    day: number('day'),
    hour,
    minute: number('minute'),
    second: number('second'),
    offset: toOffset(groups.offset),
  };
  // Why: registers write 00 for an unknown month or day.
  if (parts.month === 0) return { year };
  if (parts.day === 0) return isDate({ ...parts, day: 1 }) ? { year, month } : 'impossible';
  return isDate(parts) ? parts : 'impossible';
}

/** Two digits mean the latest such year that is at most ten years ahead. */
function toCentury(year: number): number {
  const now = new Date().getUTCFullYear();
  const century = now - (now % 100);
  return century + year > now + 10 ? century + year - 100 : century + year;
}

function toHour(
  hour: number | undefined,
  hour12: number | undefined,
  half: string | undefined,
): number | undefined | null {
  if (hour12 === undefined) return hour;
  if (hour12 < 1 || hour12 > 12) return null;
  const afternoon = /^p/i.test(half ?? '');
  return (hour12 % 12) + (afternoon ? 12 : 0);
}

function toOffset(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

function isDate({ year, month = 1, day = 1, hour = 0, minute = 0, second = 0 }: DateParts): boolean {
  if (year < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return false;
  return isDayOfMonth(year, month, day);
}

import { monthOf } from '../../codes/calendar.js';
import type { Flag, TimeReading } from '../cargo/readings.js';
import { readTime } from '../cargo/readings.js';

/** What the columns of dates say where they have none. */
const noDate = /^(?:date not captured|pre-?pq process|n\/a.*)$/i;

/** The programme ran from 2005 to 2016: a year of two digits is one of this century. */
const century = 2000;

/**
 * A day: `2-Jun-06`, `6/2/06` and `6/2/2006` (month first, as in the United States), or ISO 8601. Null, without a flag,
 * where the column says that there is none.
 */
export function readDay(text: string | null, flag: Flag): TimeReading {
  if (text === null || noDate.test(text)) return { instant: null, stated: null };
  const named = /^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ](\d{4}|\d{2})$/i.exec(text);
  const numbered = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text);
  const iso = named
    ? toIso(named[3], monthOf(named[2] ?? '') ?? 0, named[1])
    : numbered
      ? toIso(numbered[3], Number(numbered[1]), numbered[2])
      : text;
  const { instant } = readTime(iso, flag);
  return {
    instant: instant === null ? null : `${instant.slice(0, 10)}T00:00:00Z`,
    stated: instant === null ? null : text,
  };
}

function toIso(year = '', month: number, day = ''): string {
  const full = year.length === 2 ? century + Number(year) : Number(year);
  return `${full}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** What stands in a column of numbers in place of one: another record has it, or another invoice. */
export function isPointer(text: string): boolean {
  return /^(?:see\s|weight captured|freight included|invoiced separately|included in)/i.test(text);
}

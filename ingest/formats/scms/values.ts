import { monthOf } from '../../codes/calendar.js';
import { type Flag, readTime, type TimeReading } from '../cargo/readings.js';

/** Words for a missing date. */
const noDate = /^(?:date not captured|pre-?pq process|n\/a.*)$/i;

/** The programme ran from 2005 to 2016: two-digit years are of this century. */
const century = 2000;

/**
 * A day: `2-Jun-06`, `6/2/06` and `6/2/2006` (month first, as in the United States), or ISO 8601. Null, without a flag,
 * for a word for a missing date.
 */
export function readDay(text: string | null, flag: Flag): TimeReading {
  if (text === null || noDate.test(text)) return { instant: null, stated: null };
  const { instant } = readTime(toIsoText(text), flag);
  if (instant === null) return { instant: null, stated: null };
  return { instant: `${instant.slice(0, 10)}T00:00:00Z`, stated: text };
}

/** A day in words or American numbers as ISO 8601 writes it; any other text unchanged. */
function toIsoText(text: string): string {
  const named = /^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ](\d{4}|\d{2})$/i.exec(text);
  if (named) return toIso(named[3], monthOf(named[2] ?? '') ?? 0, named[1]);
  const numbered = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text);
  return numbered ? toIso(numbered[3], Number(numbered[1]), numbered[2]) : text;
}

function toIso(year = '', month: number, day = ''): string {
  const full = year.length === 2 ? century + Number(year) : Number(year);
  return `${full}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Whether a text in a column of numbers says that the number is on another record or invoice. */
export function isPointer(text: string): boolean {
  return /^(?:see\s|weight captured|freight included|invoiced separately|included in)/i.test(text);
}

import { toListDate } from '../../dates.js';
import type { Flags } from '../../flags.js';
import { parseOfacDate, type StatedDate, toDateFlag } from '../../ofac/dates.js';

/**
 * A date as the list writes it: `28/06/1960`, `00/06/1960`, `00/00/1960` or `dd/mm/1960` where day or month are not known,
 * `06/1960`, or as other lists do, in words or with hyphens. Null for an impossible date or another text.
 */
export function parseUkDate(stated: string): StatedDate | null {
  const text = stated.replace(/\.$/, '');
  const [, day, month, year] = /^(?:(\d{1,2}|dd|--)\/)?(\d{1,2}|mm|--)\/(\d{4})$/i.exec(text) ?? [];
  // Why not with slashes: other lists put the month first.
  if (year === undefined && text.includes('/')) return null;
  const date = year === undefined ? toListDate(text) : toPartialDate(year, known(month), known(day));
  return date === null ? (year === undefined ? parseOfacDate(text) : null) : { date, approximate: false };
}

/** The same as a date alone; null with a flag where it is none. */
export function readUkDate(text: string | undefined, flags: Flags): string | null {
  if (text === undefined) return null;
  const date = parseUkDate(text);
  if (date === null) flags.raise(toDateFlag(text));
  return date?.date ?? null;
}

/** Two digits; null where they say that it is not known. */
function known(part: string | undefined): string | null {
  return Number(part) > 0 ? String(part).padStart(2, '0') : null;
}

function toPartialDate(year: string, month: string | null, day: string | null): string | null {
  if (month === null) return day === null ? year : null;
  return toListDate(day === null ? `${year}-${month}` : `${year}-${month}-${day}`);
}

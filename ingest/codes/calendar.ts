/** Whether a month of a year has this day; months from 1. */
export function isDayOfMonth(year: number, month: number, day: number): boolean {
  // Why 400 years later: `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
  return day >= 1 && day <= new Date(Date.UTC(year + 400, month, 0)).getUTCDate();
}

const months = 'january february march april may june july august september october november december'.split(' ');

/** 1 to 12 from the English name of a month, or at least its first three letters; null for any other word. */
export function monthOf(name: string): number | null {
  const word = name.toLowerCase();
  return word.length < 3 ? null : months.findIndex((month) => month.startsWith(word)) + 1 || null;
}

/** Three-letter English abbreviation of a month, 1 to 12: `Sep`. */
export function shortMonth(month: number): string {
  const name = months[month - 1] ?? '';
  return name.slice(0, 1).toUpperCase() + name.slice(1, 3);
}

/** The years 0 and 1, the far future, and the last day that two-digit years can state. */
const placeholder = /^(?:000[01]|29\d\d|[3-9]\d{3}|2099-12-31)/;

/**
 * Whether a PartialDate or an instant only fills a field: systems write `9999-12-31`, `2999-01-01` or `0001-01-01` for
 * "never", "not known" and "not stated".
 */
export function isPlaceholderDate(date: string): boolean {
  return placeholder.test(date);
}

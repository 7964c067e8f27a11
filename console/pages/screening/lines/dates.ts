/** A date as it was read, `1961`, `1961-04`, `1961-04-09` or a span of two such; or why it was not. */
export type ReadDate =
  | { readonly date: string }
  | { readonly reason: 'date.impossible' | 'date.ambiguous' }
  | undefined;

const partial = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/**
 * Reads a date of birth as lists and spreadsheets write it. What may be two days is not guessed: `04/05/1961` is ambiguous,
 * `25/12/1961` and `9.4.1961` are not.
 *
 * @returns undefined where the text has not the form of a date
 */
export function readDate(text: string): ReadDate {
  const stated = text.trim();
  const span = stated.split('/');
  if (span.length <= 2 && span.every((each) => partial.test(each))) return dated(stated, span.every(isDay));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(stated);
  if (dotted) return fromParts(dotted[3], dotted[2], dotted[1]);
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(stated);
  if (!slashed) return undefined;
  const [, one = '', two = '', year] = slashed;
  if (Number(one) <= 12 && Number(two) <= 12 && Number(one) !== Number(two)) return { reason: 'date.ambiguous' };
  return Number(one) > 12 ? fromParts(year, two, one) : fromParts(year, one, two);
}

function fromParts(year = '', month = '', day = ''): ReadDate {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dated(date, isDay(date));
}

function dated(date: string, isPossible: boolean): ReadDate {
  return isPossible ? { date } : { reason: 'date.impossible' };
}

/** Whether there is such a day, month or year. */
function isDay(text: string): boolean {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

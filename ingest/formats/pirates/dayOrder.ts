/** Which number comes first where a day is written in numbers, the year last. */
export type DayOrder = 'DAY_FIRST' | 'MONTH_FIRST';

const numbered = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;

/** True for a day that says by itself neither which number is the day's nor which the month's, as `02-01-1993`. */
export function needsOrder(date: string | null): boolean {
  return numbered.test(date ?? '');
}

/**
 * The order in which a file writes its days, from all of them: a number above 12 is a day's. Null where no date tells, or
 * where they contradict each other: then nothing is guessed.
 */
export async function findDayOrder(dates: AsyncIterable<string | null>): Promise<DayOrder | null> {
  const found = new Set<DayOrder>();
  for await (const date of dates) {
    const [, first, , second] = numbered.exec(date ?? '') ?? [];
    if (Number(first) > 12) found.add('DAY_FIRST');
    if (Number(second) > 12) found.add('MONTH_FIRST');
  }
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

/** The day as ISO 8601 writes it, whether or not there is such a day; null where it is written in no known way. */
export function toIsoDay(date: string | null, order: DayOrder | null): string | null {
  const iso = /^(\d{4})([-/.])(\d{2})\2(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(date ?? '');
  if (iso) return `${iso[1]}-${iso[3]}-${iso[4]}`;
  const [, first = '', , second = '', year] = numbered.exec(date ?? '') ?? [];
  if (year === undefined || order === null) return null;
  const [day, month] = order === 'DAY_FIRST' ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

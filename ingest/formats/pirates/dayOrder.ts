/** Which number comes first in a numeric date that ends with the year. */
export type DayOrder = 'DAY_FIRST' | 'MONTH_FIRST';

const numbered = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;

/** Whether a date needs the file's order to be read, as `02-01-1993` does. */
export function needsOrder(date: string | null): boolean {
  return numbered.test(date ?? '');
}

/**
 * The order in which a file writes days, from all its dates: a number above 12 is the day's. Null, rather than a guess,
 * where no date shows it or dates contradict each other.
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

/** The day as ISO 8601 writes it, even if there is no such day; null for another form. */
export function toIsoDay(date: string | null, order: DayOrder | null): string | null {
  const iso = /^(\d{4})([-/.])(\d{2})\2(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(date ?? '');
  if (iso) return `${iso[1]}-${iso[3]}-${iso[4]}`;
  const [, first = '', , second = '', year] = numbered.exec(date ?? '') ?? [];
  if (year === undefined || order === null) return null;
  const [day, month] = order === 'DAY_FIRST' ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

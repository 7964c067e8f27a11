import type { PersonRecord } from '../../records/persons.js';

/** A date of birth, or with `until` a span: PartialDates, both inclusive. */
export interface StatedBirth {
  readonly date: string;
  readonly until?: string;
}

/** Births as a record has them, in the order stated: a span is no date. Why no empty list of spans: few have one. */
export function toBirths(births: readonly StatedBirth[]): Pick<PersonRecord, 'birthDates' | 'birthPeriods'> {
  const birthPeriods = births.flatMap(({ date, until }) => (until === undefined ? [] : [{ from: date, to: until }]));
  return {
    birthDates: births.flatMap(({ date, until }) => (until === undefined ? [date] : [])),
    ...(birthPeriods.length > 0 ? { birthPeriods } : {}),
  };
}

/** Each once, as first stated. */
export function distinctBirths(births: readonly StatedBirth[]): StatedBirth[] {
  return [...new Map(births.map((birth) => [`${birth.date}/${birth.until ?? ''}`, birth])).values()];
}

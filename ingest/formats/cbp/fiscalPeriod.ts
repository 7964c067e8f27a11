import { monthOf } from '../../codes/calendar.js';

/** A month, or the whole of a fiscal year. PartialDates, both inclusive. */
export interface FiscalPeriod {
  readonly from: string;
  readonly to: string;
  /** Quality flags, e.g. `PERIOD_TO_DATE`. */
  readonly flags: readonly string[];
}

/** The US government's fiscal year begins in October of the calendar year before (31 U.S.C. 1102). */
const firstMonth = 10;

/**
 * The calendar period of a fiscal year and month: October of fiscal year 2019 is 2018-10. Without a month it is the
 * fiscal year, whose end is uncertain where the figures are `FYTD`, year to date.
 *
 * @returns null where the year or the month cannot be read
 */
export function toFiscalPeriod(year: string | null, month: string | null): FiscalPeriod | null {
  const stated = /^(?:FY\s*)?'?(\d{4}|\d{2})(?:\.0+)?\s*(\(?\s*(?:FY)?TD\s*\)?)?$/i.exec(year ?? '');
  if (stated === null) return null;
  const fiscalYear = Number(stated[1]) + (stated[1]?.length === 2 ? 2000 : 0);
  if (fiscalYear < 1900 || fiscalYear > 2999) return null;
  if (month === null) {
    const flags = stated[2] === undefined ? ['MONTH_MISSING'] : ['MONTH_MISSING', 'PERIOD_TO_DATE'];
    return { from: `${fiscalYear - 1}-10`, to: `${fiscalYear}-09`, flags };
  }
  const number = toMonth(month);
  if (number === null) return null;
  const calendarYear = number >= firstMonth ? fiscalYear - 1 : fiscalYear;
  const period = `${calendarYear}-${String(number).padStart(2, '0')}`;
  return { from: period, to: period, flags: [] };
}

/** 1 to 12, from the number, the English name, or at least three letters of that. */
export function toMonth(text: string): number | null {
  if (/^(?:0?[1-9]|1[0-2])$/.test(text)) return Number(text);
  return monthOf(/^([A-Z]{3,9})\.?$/i.exec(text)?.[1] ?? '');
}

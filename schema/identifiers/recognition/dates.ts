import type { Reading, Recogniser } from './forms.js';

/** Languages in which the names of months are read: those of the European Union, and Norwegian, Serbian, Turkish, Ukrainian. */
const languages = 'en bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv nb sr-Latn tr uk'.split(' ');

let months: ReadonlyMap<string, number> | undefined;

/** Names of months, long and short, as they stand in a date. Made at first use. */
function monthOf(name: string): number | undefined {
  months ??= new Map(
    languages.flatMap((language) =>
      (['long', 'short'] as const).flatMap((month) => {
        const format = new Intl.DateTimeFormat(language, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' });
        return Array.from({ length: 12 }, (_, at): [string, number] => {
          const parts = format.formatToParts(Date.UTC(2026, at, 15));
          return [keyOf(parts.find(({ type }) => type === 'month')?.value ?? ''), at + 1];
        });
      }),
    ),
  );
  return months.get(keyOf(name));
}

const keyOf = (name: string): string => name.toLowerCase().replaceAll('.', '');

/** The longest date in words. */
const LONGEST = 40;

/** A day or a month, of 1850 to 2149, as `1961-04-09` or `1961-04`; where day and month may be either, both, the day first. */
function readDate(text: string): readonly Reading[] | null {
  if (text.length > LONGEST) return null;
  const found = (numeric(text) ?? named(text) ?? []).filter(isDate);
  return found.length > 0 ? [...new Set(found)].map((value) => ({ value })) : null;
}

function numeric(text: string): readonly string[] | null {
  const [, year = '', month = '', day] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text) ??
    /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?$/.exec(text) ??
    [];
  if (year !== '') return [written(year, month, day)];
  const [, first = '', sign, second = '', last = ''] =
    /^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/.exec(text) ?? [];
  if (last !== '')
    return [
      ...inYears(last, (year) => written(year, second, first)),
      ...(sign === '/' ? inYears(last, (year) => written(year, first, second)) : []),
    ];
  const [, only = '', of = ''] = /^(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return of === '' ? null : [written(of, only)];
}

/** `9 April 1961`, `09APR1961`, `April 9, 1961`, `April 1961`. */
function named(text: string): readonly string[] | null {
  const [, day, name, year = ''] =
    /^(\d{1,2})?(?:st|nd|rd|th|\.)? ?(?:de )?(\p{L}{3,}\.?) ?(?:de )?(\d{4}|(?<=^\d.*)\d{2})$/iu.exec(text) ?? [];
  const [, other, after, last = ''] = /^(\p{L}{3,}\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/iu.exec(text) ?? [];
  const month = monthNamed(name ?? other);
  return month === undefined ? null : inYears(year || last, (of) => written(of, String(month), day ?? after));
}

/** A year of two digits is of the last century or of this one: a birth or an end of validity. */
function inYears(stated: string, write: (year: string) => string): readonly string[] {
  return (stated.length === 2 ? [`19${stated}`, `20${stated}`] : [stated]).map(write);
}

function monthNamed(name: string | undefined): number | undefined {
  return name === undefined ? undefined : monthOf(name);
}

function written(year: string, month: string, day?: string): string {
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}

function isDate(value: string): boolean {
  const [year = 0, month = 0, day = 1] = value.split('-').map(Number);
  const at = new Date(Date.UTC(year, month - 1, day));
  return year >= 1850 && year < 2150 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** When something was. */
export const dates: readonly Recogniser[] = [{ form: 'DATE', label: 'born|date of birth|dob', read: readDate }];

import { setImmediate } from 'node:timers/promises';
import type { Reading, Recogniser } from './forms.js';

/** Languages in which the names of months are read: those of Europe, Arabic, Hebrew and Persian with the months of Rome. */
const languages =
  'en bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv nb is sq mk bs sr sr-Latn tr az uk ru be ka hy ' +
  'ar-EG ar-IQ ar-MA he fa-u-ca-gregory';

type Months = ReadonlyMap<string, ReadonlySet<number>>;
let months: Promise<Months> | undefined;

/** Months of a name, long or short, as it stands in a date or by itself: listopada is in October or November. */
async function monthsOf(name: string): Promise<readonly number[]> {
  months ??= readMonths();
  return [...((await months).get(keyOf(name)) ?? [])];
}

// Made at first use. All at once would keep others waiting for sixty milliseconds.
async function readMonths(): Promise<Months> {
  const found = new Map<string, Set<number>>();
  for (const language of languages.split(' ')) {
    for (const month of ['long', 'short'] as const)
      for (const beside of [{ day: 'numeric', year: 'numeric' } as const, {}]) {
        const format = new Intl.DateTimeFormat(language, { ...beside, month, timeZone: 'UTC' });
        for (let at = 1; at <= 12; at += 1) {
          const name = format.formatToParts(Date.UTC(2026, at - 1, 15)).find(({ type }) => type === 'month')?.value;
          const key = keyOf(name ?? '');
          found.set(key, (found.get(key) ?? new Set()).add(at));
        }
      }
    await setImmediate();
  }
  return found;
}

const keyOf = (name: string): string => name.toLowerCase().replaceAll('.', '');

/** The longest date in words. */
const LONGEST = 40;

/** A day or a month, of 1850 to 2149, as `1961-04-09` or `1961-04`; where day and month may be either, both, the day first. */
async function readDate(text: string): Promise<readonly Reading[] | null> {
  if (text.length > LONGEST) return null;
  const found = (numeric(text) ?? (await named(text))).filter(isDate);
  return found.length > 0 ? [...new Set(found)].map((value) => ({ value })) : null;
}

/** A year alone is one behind a label. */
function readYear(text: string): Reading | null {
  return /^(?:18[5-9]|19\d|20\d|21[0-4])\d$/.test(text) ? { value: text } : null;
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
async function named(text: string): Promise<readonly string[]> {
  const [, day, name, year = ''] =
    /^(\d{1,2})?(?:st|nd|rd|th|\.)? ?(?:de |ב)?(\p{L}{3,}\.?) ?(?:de )?(\d{4}|(?<=^\d.*)\d{2})$/iu.exec(text) ?? [];
  const [, other, after, last = ''] = /^(\p{L}{3,}\.?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/iu.exec(text) ?? [];
  const word = name ?? other;
  const found = word === undefined ? [] : await monthsOf(word);
  return found.flatMap((month) => inYears(year || last, (of) => written(of, String(month), day ?? after)));
}

/** A year of two digits is of the last century or of this one: a birth or an end of validity. */
function inYears(stated: string, write: (year: string) => string): readonly string[] {
  return (stated.length === 2 ? [`19${stated}`, `20${stated}`] : [stated]).map(write);
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
export const dates: readonly Recogniser[] = [
  {
    form: 'DATE',
    label:
      'born(?: on| in)?|birth ?date|date of birth|d\\.?o\\.?b\\.?|née? le|date de naissance|geb(?:oren)?(?: am)?|geburtsdatum|' +
      'geboortedatum|nat[oa] il|data di nascita|fecha de nacimiento|data de nascimento|data urodzenia|дата рождения|дата народження|' +
      'تاريخ الميلاد|تاریخ تولد|出生日期|生年月日',
    read: (text, isLabelled) => (isLabelled ? readYear(text) : null) ?? readDate(text),
  },
];

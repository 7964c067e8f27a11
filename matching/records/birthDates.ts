import type { DateRange, Evidence } from './record.js';
import { weights } from './weights.js';

const part = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const bits = weights.birthDate;
/** An interval of so many years says hardly more than nothing. */
const widest = 40;

/** The days that a date may be; none where it is no date. */
export function rangeOf(text: string): readonly DateRange[] {
  const [first = '', last = first] = text.split('/');
  const [from, to] = [part.exec(first), part.exec(last)];
  if (!from || !to || first > `${last}~`) return [];
  // Why: 1 January is written where only the year is known.
  const isDay = from[3] !== undefined && first === last && !first.endsWith('-01-01');
  if (isDay) return [{ from: first, to: first, toTheDay: true }];
  const [isYear, year] = [first.endsWith('-01-01') && first === last, from[1] ?? ''];
  if (isYear) return [{ from: `${year}-01-01`, to: `${year}-12-31`, toTheDay: false }];
  return [
    {
      from: `${from[1]}-${from[2] ?? '01'}-${from[3] ?? '01'}`,
      to: `${to[1]}-${to[2] ?? '12'}-${to[3] ?? '31'}`,
      toTheDay: false,
    },
  ];
}

/**
 * The dates that no other one of the same record states more closely. Why: of a record that says 1961 and 5 April 1961 the year would agree
 * with a person born that December, whom the day contradicts.
 */
export function narrowest(ranges: readonly DateRange[]): readonly DateRange[] {
  const isWithin = (inner: DateRange, outer: DateRange): boolean =>
    outer.from <= inner.from && inner.to <= outer.to && (outer.from !== inner.from || inner.to !== outer.to);
  return ranges.filter((range) => !ranges.some((other) => isWithin(other, range)));
}

/** What the dates of birth of two records say: the pair of them that agrees best. */
export function compareBirthDates(a: readonly DateRange[], b: readonly DateRange[]): Evidence {
  const found = a.flatMap((one) =>
    b.map((other) => (one.toTheDay && other.toTheDay ? ofDays(one, other) : ofRanges(one, other))),
  );
  return found.reduce((best, each) => (each.bits > best.bits ? each : best));
}

function ofDays({ from: a }: DateRange, { from: b }: DateRange): Evidence {
  if (a === b) return { datum: 'birthDate', says: 'agrees', bits: bits.day };
  const [yearA, yearB] = [a.slice(0, 4), b.slice(0, 4)];
  const isSwapped = yearA === yearB && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7);
  if (isSwapped) return near(bits.swapped, 'day and month are swapped');
  const differing = [...a].filter((digit, at) => digit !== b[at]).length;
  if (differing === 1) return near(bits.oneDigit, 'one digit is another');
  const years = Math.abs(Number(yearA) - Number(yearB));
  if (years === 0) return near(bits.sameYearOtherDay, 'the year agrees, the day does not');
  return years === 1 ? near(bits.yearOff, 'a year apart') : apart(years);
}

function ofRanges(a: DateRange, b: DateRange): Evidence {
  if (a.from <= b.to && b.from <= a.to) {
    const years = Math.max(yearsOf(a), yearsOf(b));
    if (years >= widest) return near(0, 'an interval of many years');
    return {
      datum: 'birthDate',
      says: 'agrees',
      bits: Math.max(0, bits.year - Math.log2(years)),
      how: 'as far as it is stated',
    };
  }
  const gap = a.from > b.to ? yearsBetween(b.to, a.from) : yearsBetween(a.to, b.from);
  return gap <= 1 ? near(bits.yearOff, 'a year apart') : apart(gap);
}

const yearsOf = ({ from, to }: DateRange): number => yearsBetween(from, to) + 1;
const yearsBetween = (from: string, to: string): number => Number(to.slice(0, 4)) - Number(from.slice(0, 4));

function near(of: number, how: string): Evidence {
  return { datum: 'birthDate', says: of < 0 ? 'disagrees' : 'near', bits: of, how };
}

function apart(years: number): Evidence {
  return {
    datum: 'birthDate',
    says: 'disagrees',
    bits: years <= 3 ? bits.fewYears : bits.disagrees,
    how: `${years} years apart`,
  };
}

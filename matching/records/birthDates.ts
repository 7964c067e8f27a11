import type { DateRange, Evidence } from './record.js';
import { weights } from './weights.js';

const part = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const bits = weights.birthDate;
/** An interval of this many years says almost nothing. */
const widest = 40;

/** The days that a date may mean; none where it is not a date. */
export function rangeOf(text: string): readonly DateRange[] {
  const [first = '', last = first] = text.split('/');
  const [from, to] = [part.exec(first), part.exec(last)];
  if (!from || !to || first > `${last}~`) return [];
  const [, year = '', month = '01', day = '01'] = from;
  if (first === last && from[3] !== undefined) {
    // 1 January is written where only the year is known.
    if (first.endsWith('-01-01')) return [{ from: first, to: `${year}-12-31`, toTheDay: false }];
    return [{ from: first, to: first, toTheDay: true }];
  }
  return [{ from: `${year}-${month}-${day}`, to: `${to[1]}-${to[2] ?? '12'}-${to[3] ?? '31'}`, toTheDay: false }];
}

/**
 * The dates that no other date of the record states more precisely. Otherwise, in a record with 1961 and 5 April 1961, the year
 * would agree with a person born that December, whom the day contradicts.
 */
export function narrowest(ranges: readonly DateRange[]): readonly DateRange[] {
  const isWithin = (inner: DateRange, outer: DateRange): boolean =>
    outer.from <= inner.from && inner.to <= outer.to && (outer.from !== inner.from || inner.to !== outer.to);
  return ranges.filter((range) => !ranges.some((other) => isWithin(other, range)));
}

/** Compares the dates of birth of two records by the pair that agrees best. */
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
  if (differing === 1) return near(bits.oneDigit, 'one digit differs');
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

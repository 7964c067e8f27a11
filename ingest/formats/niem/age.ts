import type { XmlElement } from '../../input/xml/xml.js';
import { codeOf, first, numberOf } from './element.js';

/** Age as a message states it. */
export interface StatedAge {
  /** In words: `32`, `25 to 30`, `under one year`. */
  readonly words: string;
  /** The lowest possible age in years; null where it is not known. */
  readonly least: number | null;
}

const firstDay = { words: 'under 24 hours', least: 0 };
const firstWeek = { words: '1 to 6 days', least: 0 };
const firstYear = { words: '7 to 364 days', least: 0 };

/** Ages that NIBRS states by code (data element 26) or word; null for unknown. */
const codedAges: ReadonlyMap<string, StatedAge | null> = new Map([
  ['NN', firstDay],
  ['NEONATAL', firstDay],
  ['NB', firstWeek],
  ['NEWBORN', firstWeek],
  ['BB', firstYear],
  ['BABY', firstYear],
  ['99', { words: 'over 98', least: 99 }],
  ['00', null],
  ['UNKNOWN', null],
]);

/** Age of a `nc:Person` of NIEM 2 or 3; null where none is stated or it is unknown. */
export function readAge(person: XmlElement | null): StatedAge | null {
  const measure = first(person, 'PersonAgeMeasure');
  const word = codeOf(person, 'PersonAugmentation/PersonAgeCode', 'PersonAgeMeasure/MeasureValueText');
  const known = codedAges.get(word);
  if (known !== undefined) return known;
  const range = first(measure, 'MeasureIntegerRange', 'MeasureRangeValue');
  const least = numberOf(range, 'RangeMinimumIntegerValue', 'RangeMinimumValue');
  const most = numberOf(range, 'RangeMaximumIntegerValue', 'RangeMaximumValue');
  if (least !== null || most !== null) return toRange(least, most);
  const value = numberOf(
    measure,
    ...['MeasureIntegerValue', 'MeasurePointValue', 'MeasureDecimalValue', 'MeasureValueText', 'MeasureText'],
  );
  if (value === null || value < 0 || value > 130) return null;
  // TimeUnitCode: MON is months, DAY days, ANN or none years.
  const unit = codeOf(measure, 'TimeUnitCode', 'MeasureUnitText');
  if (unit.startsWith('MON')) return { words: `${value} months`, least: Math.floor(value / 12) };
  if (unit.startsWith('DAY')) return { words: `${value} days`, least: 0 };
  return { words: String(value), least: value };
}

function toRange(least: number | null, most: number | null): StatedAge {
  if (least === null) return { words: `at most ${most}`, least: null };
  if (most === null) return { words: `at least ${least}`, least };
  const [from, to] = least <= most ? [least, most] : [most, least];
  return { words: `${from} to ${to}`, least: from };
}

/** Age of majority in federal reporting of the United States, and in Article 1 of the Convention on the Rights of the Child. */
const majority = 18;

/**
 * Whether a person was, or may have been, under 18 at the time of the incident: for a year of birth alone the latest day
 * counts.
 *
 * @param birthDate PartialDate
 * @param when PartialDate
 */
export function isMinor(age: StatedAge | null, birthDate?: string | null, when?: string | null): boolean {
  const isYoung = age !== null && age.least !== null && age.least < majority;
  if (birthDate == null || when == null) return isYoung;
  // A birth after the incident is a mistake: the stated age decides, and without one the person is protected.
  const isUnborn = earliest(birthDate) > latest(when);
  if (isUnborn && age?.least != null) return isYoung;
  const born = latest(birthDate);
  return earliest(when) < `${Number(born.slice(0, 4)) + majority}${born.slice(4)}`;
}

function latest(date: string): string {
  return `${date}${'9999-12-31'.slice(date.length)}`;
}

function earliest(date: string): string {
  return `${date}${'0000-01-01'.slice(date.length)}`;
}

import type { ScalarKind } from '../../schema/records/description/fields.js';

/** Forms that every reader relies on, by the kind of a text field, each with the reason for a text that lacks it. */
const textForms: Readonly<Partial<Record<ScalarKind, readonly [form: (text: string) => boolean, reason: string]>>> = {
  date: [isPartialDate, 'date.impossible'],
  instant: [isInstant, 'instant.impossible'],
  country: [(text) => /^[A-Z]{2}$/.test(text), 'country.unknown'],
  // An index over what is counted holds codes: a row of one with a longer text could not be written at all.
  code: [isShort, 'code.tooLong'],
  unlocode: [isShort, 'code.tooLong'],
};

/** Characters of a code, of which no list has more than some dozens. */
const LONGEST_CODE = 100;

const isPositive = (number: number): boolean => number >= 0;

/** Ranges of kinds whose value is a number. */
const numberRanges: Readonly<
  Partial<Record<ScalarKind, readonly [range: (number: number) => boolean, reason: string]>>
> = {
  latitude: [(degrees) => Math.abs(degrees) <= 90, 'coordinate.impossible'],
  longitude: [(degrees) => Math.abs(degrees) <= 180, 'coordinate.impossible'],
  kg: [isPositive, 'number.negative'],
  number: [isPositive, 'number.negative'],
  percentage: [isPositive, 'number.negative'],
};

/** Why a text may not be in a field of this kind; null where it may. Every text must be one that PostgreSQL can hold. */
export function findFaultOfText(text: string, kind?: ScalarKind): string | null {
  if (text.includes('\u0000')) return 'text.nulCharacter';
  if (!text.isWellFormed()) return 'text.notWellFormed';
  const form = kind && textForms[kind];
  return form && !form[0](text) ? form[1] : null;
}

/** Why a number may not be in a field of this kind; null where it may. */
export function findFaultOfNumber(number: number, kind?: ScalarKind): string | null {
  if (!Number.isFinite(number)) return 'number.impossible';
  const range = kind && numberRanges[kind];
  return range && !range[0](number) ? range[1] : null;
}

function isShort(text: string): boolean {
  return text.length <= LONGEST_CODE;
}

function isPartialDate(text: string): boolean {
  return /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(text);
}

/** Why so strict: PostgreSQL takes `now`, `yesterday` and `infinity` for instants, and reads days in the order of its settings. */
function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    !text.startsWith('0000')
  );
}

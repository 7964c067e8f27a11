import type { ScalarField, ScalarKind } from '../../schema/records/description/fields.js';
import { isDayOfMonth } from '../codes/calendar.js';

/** Forms that every reader relies on, by the kind of a text field, each with the reason for a text that lacks it. */
const textForms: Readonly<Partial<Record<ScalarKind, readonly [form: (text: string) => boolean, reason: string]>>> = {
  date: [isPartialDate, 'date.impossible'],
  instant: [isInstant, 'instant.impossible'],
  country: [(text) => /^[A-Z]{2}$/.test(text), 'country.unknown'],
};

/** Kinds of codes and identifiers, well-formed or not. */
const codes: ReadonlySet<ScalarKind> = new Set([
  ...(['code', 'unit', 'imo', 'registrationMark', 'icaoAddress', 'mrn', 'container', 'eori'] as const),
  ...(['unlocode', 'hs6', 'cn8', 'package', 'flag'] as const),
]);

// An entry of an index has 2,704 bytes, and some hold several of these: a row with a longer text could not be written at all.
/** Characters of a code or identifier, which has some dozens at most. */
const LONGEST_CODE = 100;
/** Characters of another text that an index holds. The longest name of a public list has some 200. */
const LONGEST_INDEXED = 400;

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

/** What of a field decides which texts it may have. */
type TextField = Pick<ScalarField, 'kind' | 'indexed'>;

/** Why a text may not be in a field, or in none that is described; null where it may. PostgreSQL must be able to hold it. */
export function findFaultOfText(text: string, field?: TextField): string | null {
  if (text.includes('\u0000')) return 'text.nulCharacter';
  if (!text.isWellFormed()) return 'text.notWellFormed';
  if (field === undefined) return null;
  if (text.length > longestOf(field)) return 'field.tooLong';
  const form = textForms[field.kind];
  return form && !form[0](text) ? form[1] : null;
}

/** Why a number may not be in a field of this kind; null where it may. */
export function findFaultOfNumber(number: number, kind?: ScalarKind): string | null {
  if (!Number.isFinite(number)) return 'number.impossible';
  const range = kind && numberRanges[kind];
  return range && !range[0](number) ? range[1] : null;
}

function longestOf({ kind, indexed }: TextField): number {
  if (codes.has(kind)) return LONGEST_CODE;
  return indexed ? LONGEST_INDEXED : Number.POSITIVE_INFINITY;
}

function isPartialDate(text: string): boolean {
  if (!/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?$/.test(text)) return false;
  return text.length < 10 || isDayOfMonth(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
}

/** Why so strict: PostgreSQL takes `now`, `yesterday` and `infinity` for instants, and reads days in the order of its settings. */
function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/.test(text) &&
    isPartialDate(text.slice(0, 10)) &&
    !Number.isNaN(Date.parse(text)) &&
    !text.startsWith('0000')
  );
}

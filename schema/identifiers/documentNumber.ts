/** A document or register number as it is compared: without spaces, dashes, dots and slashes, in upper case. */
export function compactNumber(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s./_-]|[\u2010-\u2015]/g, '');
}

/** A document as it is asked for. */
export interface StatedIdentification {
  readonly type: string;
  /** ISO 3166-1 alpha-2; absent or blank: not known. */
  readonly country?: string | null | undefined;
  readonly number: string;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Every two letters that may be a country, and none. */
const anyCountry = ['', ...letters.flatMap((first) => letters.map((second) => first + second))];

/** Characters of a number that is asked for, at most. Why: it stands in a key for every country. */
const LONGEST_NUMBER = 200;

/**
 * Keys under which a document may be stored. With a country: that one, then none, since its source may have stated none.
 * Without: those of every country. None for what is longer than any number.
 */
export function identificationKeys({ type, country, number }: StatedIdentification): readonly string[] {
  const compact = compactNumber(number);
  if (compact.length > LONGEST_NUMBER) return [];
  const countries = country?.trim() ? [country, ''] : anyCountry;
  return countries.map((each) => keyOf(type, each, compact));
}

/** The country in a key; empty where none is known. */
export function countryOfKey(key: string): string {
  return key.split(':')[1] ?? '';
}

/** What names one document exactly: `PASSPORT:NL:XA1234567`. The country is empty where the source states none. */
export function identificationKey(type: string, country: string | null | undefined, number: string): string {
  return keyOf(type, country ?? '', compactNumber(number));
}

function keyOf(type: string, country: string, compact: string): string {
  return `${type}:${country.trim().toUpperCase()}:${compact}`;
}

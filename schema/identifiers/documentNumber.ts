/** A longer text is not a number, and is left as it is; so is one that would become longer. */
const LONGEST_READ = 500;

/** A document or register number for comparison: without spaces, dashes, dots and slashes, in upper case. */
export function compactNumber(number: string): string {
  // Most numbers have that form already, and they are compared by the hundred.
  if (number.length > LONGEST_READ || /^[A-Z0-9]*$/.test(number)) return number;
  const compact = number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s./_-]|[\u2010-\u2015]/g, '');
  return compact.length > LONGEST_READ ? number : compact;
}

/** A document as stated in a look-up. */
export interface StatedIdentification {
  readonly type: string;
  /** ISO 3166-1 alpha-2; absent or blank: not known. */
  readonly country?: string | null | undefined;
  readonly number: string;
}

/** In place of a country: a document of any country, or of none that is known. */
const anyCountry = '*';

/** Keys under which a document is stored: with its country, and for any country. */
export function storedKeys({ type, country, number }: StatedIdentification): readonly string[] {
  return [country, anyCountry].map((each) => identificationKey(type, each, number));
}

/** The longest number in a look-up. */
const LONGEST_NUMBER = 200;

/**
 * Keys under which a document is looked up. With a country: that country, then none, since the source may have stated none.
 * Without: any country. No keys for a text that is longer than any number.
 */
export function lookUpKeys({ type, country, number }: StatedIdentification): readonly string[] {
  const compact = compactNumber(number);
  if (compact.length > LONGEST_NUMBER) return [];
  // A delivery with the sign for any country has stated none.
  const stated = country?.replaceAll(anyCountry, '').trim();
  return (stated ? [stated, ''] : [anyCountry]).map((each) => keyOf(type, each, compact));
}

/** The known countries of stored documents of this type and number. */
export function countriesOf(stored: readonly string[], { type, number }: StatedIdentification): readonly string[] {
  return stored.flatMap((key) => {
    const [ofType, country = '', ...rest] = key.split(':');
    const isSame = ofType === type && rest.join(':') === compactNumber(number);
    return isSame && country !== '' && country !== anyCountry ? [country] : [];
  });
}

/** The key of one document: `PASSPORT:NL:XA1234567`. The country is empty where the source states none. */
export function identificationKey(type: string, country: string | null | undefined, number: string): string {
  return keyOf(type, country ?? '', compactNumber(number));
}

function keyOf(type: string, country: string, compact: string): string {
  return `${type}:${country.trim().toUpperCase()}:${compact}`;
}

import { toCountryCode } from '../../codes/countries.js';
import type { Heading, HeadingsOf } from '../tables/headings.js';

/** Fields of the file of country codes. */
export type CountryField = 'code' | 'region' | 'name';

/** Columns of the file of country codes that is delivered with the incidents. */
export const countryHeadings: HeadingsOf<CountryField> = {
  code: ['country'],
  region: ['region'],
  name: ['country_name'],
};

/** Whether these are its headings: code and name of countries, and no unknown column. */
export function isCountryHeading({ columns, unknown }: Heading<CountryField>): boolean {
  return columns.has('code') && columns.has('name') && unknown.length === 0;
}

/** Most countries that a table can name; a longer one is not of countries. */
const maximumCountries = 5000;

/** Names of a delivery's country codes, for codes that ISO 3166-1 lacks. */
export interface CountryNames {
  add(code: string | null, name: string | null): void;
  /** ISO 3166-1 alpha-2 of a code: ISO's own, or by its name in the table; null where neither is known. */
  find(code: string): string | null;
}

/** Opens an empty table of names. */
export function createCountryNames(): CountryNames {
  const names = new Map<string, string>();
  return {
    add: (code, name) => {
      if (code !== null && name !== null && names.size < maximumCountries) names.set(code.toUpperCase(), name);
    },
    find: (code) => toCountryCode(code) ?? toCountryCode(names.get(code.toUpperCase())),
  };
}

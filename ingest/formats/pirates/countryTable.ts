import { toCountryCode } from '../../codes/countries.js';
import type { Heading, HeadingsOf } from '../tables/headings.js';

/** Columns of that file. */
export type CountryField = 'code' | 'region' | 'name';

/** Columns of the file of country codes that stands beside the incidents. */
export const countryHeadings: HeadingsOf<CountryField> = {
  code: ['country'],
  region: ['region'],
  name: ['country_name'],
};

/** True for that file and no other: code and name of countries, and nothing that it is not known to have. */
export function isCountryHeading({ columns, unknown }: Heading<CountryField>): boolean {
  return columns.has('code') && columns.has('name') && unknown.length === 0;
}

/** Countries that a table can name at most; a longer one is none of countries. */
const maximumCountries = 5000;

/** The names of a delivery's own country codes, for those codes that ISO 3166-1 does not have. */
export interface CountryNames {
  add(code: string | null, name: string | null): void;
  /** ISO 3166-1 alpha-2 of a code: ISO's own, or by the name that the table gives it. Null where neither knows it. */
  find(code: string): string | null;
}

/** Starts without names. */
export function createCountryNames(): CountryNames {
  const names = new Map<string, string>();
  return {
    add: (code, name) => {
      if (code !== null && name !== null && names.size < maximumCountries) names.set(code.toUpperCase(), name);
    },
    find: (code) => toCountryCode(code) ?? toCountryCode(names.get(code.toUpperCase())),
  };
}

import { toCountryCode } from '../../codes/countries.js';
import { toPartialDate as toDate } from '../watchlists/dates.js';
import type { FtmEntity } from './entity.js';

/** Reads the values of one entity as our records state them, and flags those without the form. */
export interface FtmValues {
  /** Values as written; empty where there is none. */
  texts(property: string): readonly string[];
  /** The first value as written. */
  text(property: string): string | null;
  /** All values of the properties, one a line; null where there is none. */
  joined(...properties: readonly string[]): string | null;
  /** PartialDates in the order stated. */
  dates(property: string): readonly string[];
  earliest(property: string): string | null;
  latest(property: string): string | null;
  /** ISO 3166-1 alpha-2. */
  countries(property: string): readonly string[];
  country(property: string): string | null;
  number(property: string): number | null;
}

/** Opens an entity's values. @param flags takes their quality flags */
export function openValues({ values }: FtmEntity, flags: Set<string>): FtmValues {
  const texts = (property: string): readonly string[] => values[property] ?? [];
  const dates = (property: string): string[] => unique(texts(property).map((text) => toPartialDate(text, flags)));
  const countries = (property: string): string[] => unique(texts(property).map((code) => toCountry(code, flags)));
  return {
    texts,
    text: (property) => texts(property)[0] ?? null,
    joined: (...properties) => [...new Set(properties.flatMap(texts))].join('\n') || null,
    dates,
    earliest: (property) => dates(property).sort()[0] ?? null,
    latest: (property) => dates(property).sort().at(-1) ?? null,
    countries,
    country: (property) => countries(property)[0] ?? null,
    number: (property) => toNumber(texts(property)[0], flags),
  };
}

/** How to reach a person or an organization. */
export function readContact(values: FtmValues) {
  return { phones: values.texts('phone'), emails: values.texts('email'), websites: values.texts('website') };
}

/** A date is a prefix of ISO 8601, in UTC; our dates have no time of day. */
function toPartialDate(text: string, flags: Set<string>): string | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}.*)?)?)?$/.exec(text) ?? [];
  const isDate = year !== undefined && year !== '0000' && (month === undefined || toDate(year, month, day) !== null);
  if (isDate) return text.slice(0, 10);
  flags.add('DATE_IMPOSSIBLE');
  return null;
}

/**
 * FollowTheMoney writes countries as lower-case alpha-2, regions as `gb-sct`, and has its own codes where ISO 3166-1 has
 * none (`suhh`, `eu`, `zz`). A region becomes its country; the rest is flagged.
 */
function toCountry(code: string, flags: Set<string>): string | null {
  const [country = '', region] = code.split('-', 2);
  const known = country.length === 2 ? toCountryCode(country) : null;
  if (known === null) flags.add('COUNTRY_UNKNOWN');
  else if (region !== undefined) flags.add('COUNTRY_REGION');
  return known;
}

/** FollowTheMoney prescribes no format of numbers: a comma before three digits separates thousands, any other is decimal. */
function toNumber(text: string | undefined, flags: Set<string>): number | null {
  if (text === undefined) return null;
  const digits = /^[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$/.test(text)
    ? text.replaceAll(/[, ]/g, '')
    : text.replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  if (/^[+-]?\d+(?:\.\d+)?$/.test(digits)) return Number(digits);
  flags.add('NUMBER_FORM');
  return null;
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

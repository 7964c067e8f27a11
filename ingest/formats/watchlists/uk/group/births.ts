import { distinctBirths, type StatedBirth } from '../../births.js';
import type { Flags } from '../../flags.js';
import { toDateFlag } from '../../ofac/dates.js';
import { joinStated, splitCounted } from '../../un/parts.js';
import { type UkValues, valuesOf } from '../fields.js';
import { parseUkDate } from './dates.js';

/** Dates and places of birth of a group, and what neither can say. */
export interface UkBirths {
  readonly stated: readonly StatedBirth[];
  readonly places: readonly { readonly full: string; readonly country: string | null }[];
  readonly notes: readonly string[];
}

/** Reads the births of a group: rows state them one by one, or in one cell, counted. */
export function readUkBirths(stated: readonly UkValues[], flags: Flags): UkBirths {
  const texts = valuesOf(stated, 'birth').flatMap((text) => splitCounted(text, '1'));
  const dates = texts.map((text) => ({ text, date: parseUkDate(text) }));
  for (const { text, date } of dates) if (date === null) flags.raise(toDateFlag(text));
  const places = stated.flatMap((values) => readPlaces(values, flags));
  return {
    stated: distinctBirths(dates.flatMap(({ date }) => date ?? [])),
    places: [...new Map(places.map((place) => [place.full, place])).values()],
    notes: dates.filter(({ date }) => date === null || date.approximate).map(({ text }) => `Born as stated: ${text}`),
  };
}

/** Towns with their countries: as many of each, or one country for all of them; else each by itself. */
function readPlaces({ town, birthCountry }: UkValues, flags: Flags): UkBirths['places'] {
  const towns = town === undefined ? [] : splitCounted(town, '1');
  const countries = birthCountry === undefined ? [] : splitCounted(birthCountry, '1');
  const isPaired = towns.length === countries.length || countries.length === 1;
  const pairs: (readonly [string | null, string | null])[] = isPaired
    ? towns.map((each, at) => [each, countries[at] ?? countries[0] ?? null])
    : towns.map((each) => [each, null]);
  const alone = isPaired && towns.length > 0 ? [] : countries.map((country) => [null, country] as const);
  return [...pairs, ...alone].flatMap(([place, country]) => {
    const full = joinStated([place, country]);
    return full === null ? [] : [{ full, country: flags.country(country) }];
  });
}

import { toCountryCode } from '../../../codes/countries.js';
import type { IdentificationType, StatedIdentification } from '../../../records/persons.js';
import { distinctBirths, parseListDate, type StatedDate, toPartialDate } from '../dates.js';
import type { Flags } from '../flags.js';
import { toRegistered } from '../numbers.js';
import { distinctBy, joinStated, splitCounted } from '../parts.js';
import { labelOf, type UkField, type UkValues, valuesOf } from './fields.js';

/** The values of a field, numbered ones of one cell split, each once. */
export function itemsOf(stated: readonly UkValues[], field: UkField): readonly string[] {
  return [...new Set(valuesOf(stated, field).flatMap(splitAll))];
}

function splitAll(text: string | undefined): readonly string[] {
  return text === undefined ? [] : splitCounted(text, '1');
}

/**
 * A date as the list writes it: `28/06/1960`; `00/06/1960`, `00/00/1960` or `dd/mm/1960` where day or month are not known;
 * `06/1960`; or in words or with hyphens, as in other lists. Null for an impossible date or another text.
 */
function parseDate(stated: string): StatedDate | null {
  const text = stated.replace(/\.$/, '');
  const [, day, month, year] = /^(?:(\d{1,2}|dd|--)\/)?(\d{1,2}|mm|--)\/(\d{4})$/i.exec(text) ?? [];
  if (year === undefined) {
    // Why not with slashes: other lists put the month first.
    return text.includes('/') ? null : parseListDate(text);
  }
  const [knownMonth, knownDay] = [month, day].map((part) => (Number(part) > 0 ? part : undefined));
  if (knownMonth === undefined) return knownDay === undefined ? { date: year } : null;
  const date = toPartialDate(year, knownMonth, knownDay);
  return date === null ? null : { date };
}

/** A date; null for null, and, with a flag, for a text that is not a date. */
export function readDate(text: string | null, flags: Flags): string | null {
  return flags.dateBy(text, parseDate)?.date ?? null;
}

/** Reads the births of a group, stated row by row or numbered in one cell. Notes state what dates cannot. */
export function readBirths(stated: readonly UkValues[], flags: Flags) {
  const texts = valuesOf(stated, 'birth').flatMap(splitAll);
  const dates = texts.map((text) => ({ text, date: flags.dateBy(text, parseDate) }));
  const places = stated.flatMap((values) => readPlaces(values, flags));
  return {
    stated: distinctBirths(dates.flatMap(({ date }) => date ?? [])),
    places: distinctBy(places, ({ full }) => full),
    notes: dates.filter(({ date }) => date === null || date.approximate).map(({ text }) => `Born as stated: ${text}`),
  };
}

/** Towns with their countries, where there are as many of each or one country; otherwise each by itself. */
function readPlaces({ town, birthCountry }: UkValues, flags: Flags) {
  const [towns, countries] = [splitAll(town), splitAll(birthCountry)];
  const isPaired = towns.length === countries.length || countries.length === 1;
  const alone = isPaired && towns.length > 0 ? [] : countries;
  return [
    ...towns.map((name, at) => [name, isPaired ? (countries[at] ?? countries[0] ?? null) : null] as const),
    ...alone.map((country) => [null, country] as const),
  ].flatMap(([place, country]) => {
    const full = joinStated([place, country]);
    return full === null ? [] : [{ full, country: flags.country(country) }];
  });
}

const documentKinds: readonly (readonly [UkField, UkField, IdentificationType])[] = [
  ['passport', 'passportDetails', 'PASSPORT'],
  ['nationalId', 'nationalIdDetails', 'NATIONAL_ID'],
];

/**
 * Reads passports and national identity numbers, and the rest in words. As many details as numbers belong to one number
 * each.
 */
export function readDocuments(stated: readonly UkValues[], flags: Flags) {
  const identifications = new Map<string, StatedIdentification>();
  const notes = new Set<string>();
  for (const values of stated) {
    for (const [field, detailsField, type] of documentKinds) {
      const numbers = splitAll(values[field]);
      const details = splitAll(values[detailsField]);
      const isPaired = details.length === numbers.length;
      const label = labelOf(field);
      for (const [at, text] of numbers.entries()) {
        const document = toDocument(text, type, label);
        const words = isPaired ? details[at] : undefined;
        if (document === null) flags.raise('NUMBER_FORM');
        else identifications.set(document.number, document);
        if (document === null || words) notes.add(`${label} ${text}${words ? `: ${words}` : ''}`);
      }
      if (!isPaired) for (const words of details) notes.add(`${labelOf(detailsField)}: ${words}`);
    }
  }
  return { identifications: [...identifications.values()], notes: [...notes] };
}

const prose = /\p{L}{6}|(?<!\p{L})(?:and|or)(?!\p{L})/iu;

/** A number, optionally with its country in brackets; null for any other text, such as several numbers or prose. */
function toDocument(text: string, type: IdentificationType, scheme: string): StatedIdentification | null {
  const [, number, place] = /^([\p{L}\d][\p{L}\d ./-]{0,39}?)(?:\s*\(([^()]{1,60})\))?\.?$/u.exec(text) ?? [];
  const country = place === undefined ? null : toCountryCode(place);
  if (number === undefined || !/\d/.test(number) || prose.test(number) || (place !== undefined && country === null))
    return null;
  return { type, scheme, number: number.trim(), country, issuedAt: null, expiresAt: null };
}

/** A number without spaces, optionally after the name of its register: `Russia INN: 0000000000`. */
const registration = /^(?:(\p{L}[\p{L} .]{0,40}?)\s*[:–]\s*)?((?=\S*\d)[\p{L}\d./-]{2,40})$/u;

const ofTaxes = /\b(?:INN|TIN|tax|VAT)\b/i;

/** Reads registration numbers: the first registration and tax numbers have fields of their own; texts that are no number become notes. */
export function readRegistrations(texts: readonly string[]) {
  const label = labelOf('registration');
  const items = texts.flatMap((text) => text.split(/;\s*/)).map((text) => ({ text, match: registration.exec(text) }));
  const numbers = items.flatMap(({ match }): StatedIdentification[] => {
    if (match === null) return [];
    const [, scheme = label, number = ''] = match;
    return [{ type: ofTaxes.test(match[1] ?? '') ? 'TAX_NUMBER' : 'OTHER', scheme, number, country: null }];
  });
  const { registered: _, others, ...first } = toRegistered(numbers, ({ type }) => type === 'OTHER');
  return {
    ...first,
    identifications: others,
    notes: items.filter(({ match }) => match === null).map(({ text }) => `${label}: ${text}`),
  };
}

// SPDX-License-Identifier: Apache-2.0
import type { SourceRecord } from './record.js';

/** What is wrong with a record: the field, and a word for it. Never the value. */
export interface Defect {
  readonly field: string;
  readonly reason: string;
}

/** Fields, at any depth, by the form that they must have where they are stated. */
const partialDates = /(?:birthDates|Date|deathDate|issuedAt|validFrom|validUntil|periodFrom|periodTo)$/;
const instants =
  /^(?:seizedAt|occurredAt|occurredTo|startsAt|endsAt|declaredAt|departure|estimatedArrival|actualArrival|expiresAt)$/;
const countries = /^(?:country|flag|jurisdiction|countryCode|birthCountry|nationalities|pastFlags|countriesOfRouting)$/;

/**
 * Finds the first thing that makes a record unfit to be stored, whatever its format. Checks forms that every reader
 * relies on (dates, instants, countries, positions, text that PostgreSQL can hold); check digits are quality flags.
 */
export function findDefect(record: SourceRecord): Defect | null {
  if (record.sourceRef === '') return { field: 'sourceRef', reason: 'key.missing' };
  if ('names' in record && (record.names[0]?.name ?? '') === '') return { field: 'names', reason: 'name.missing' };
  return findIn(record, '', '');
}

/** @param within name of the field that it is a part of */
function findIn(value: unknown, field: string, within: string): Defect | null {
  if (Array.isArray(value)) return first(value, (item) => findIn(item, field, within));
  if (typeof value === 'object' && value !== null) {
    return first(Object.entries(value), ([name, item]) => findIn(item, name, field));
  }
  if (typeof value === 'number') return findInNumber(value, field);
  return typeof value === 'string' ? findInText(value, field, within) : null;
}

function findInText(text: string, field: string, within: string): Defect | null {
  if (text.includes('\u0000')) return { field, reason: 'text.nulCharacter' };
  if (!text.isWellFormed()) return { field, reason: 'text.notWellFormed' };
  // Why not expiresAt of a document: it is a date of the holder's papers, not an instant of ours. Why every other text:
  // PostgreSQL takes `now`, `yesterday` and `infinity` for instants too, and reads days in the order of its settings.
  if (instants.test(field) && within !== 'identifications')
    return isInstant(text) ? null : { field, reason: 'instant.impossible' };
  if (partialDates.test(field) && !/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(text)) {
    return { field, reason: 'date.impossible' };
  }
  if (countries.test(field) && !/^[A-Z]{2}$/.test(text)) return { field, reason: 'country.unknown' };
  return null;
}

function findInNumber(number: number, field: string): Defect | null {
  if (!Number.isFinite(number)) return { field, reason: 'number.impossible' };
  if (field === 'latitude' && Math.abs(number) > 90) return { field, reason: 'coordinate.impossible' };
  if (field === 'longitude' && Math.abs(number) > 180) return { field, reason: 'coordinate.impossible' };
  if (/Kg$|^percentage$|^tonnage$/.test(field) && number < 0) return { field, reason: 'number.negative' };
  return null;
}

function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    !/^0000/.test(text)
  );
}

function first<T>(items: readonly T[], find: (item: T) => Defect | null): Defect | null {
  for (const item of items) {
    const defect = find(item);
    if (defect !== null) return defect;
  }
  return null;
}

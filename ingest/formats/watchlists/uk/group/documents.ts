import { toCountryCode } from '../../../../codes/countries.js';
import type { IdentificationType, StatedIdentification } from '../../../../records/persons.js';
import type { Flags } from '../../flags.js';
import { splitCounted } from '../../un/parts.js';
import { labelOf, type UkField, type UkValues } from '../fields.js';

/** Documents of a group, and in words what the fields cannot say. */
export interface UkDocuments {
  readonly identifications: readonly StatedIdentification[];
  readonly notes: readonly string[];
}

const kinds: readonly (readonly [UkField, UkField, IdentificationType])[] = [
  ['passport', 'passportDetails', 'PASSPORT'],
  ['nationalId', 'nationalIdDetails', 'NATIONAL_ID'],
];

/** Reads passports and national identity numbers; details that are counted as the numbers are belong to each. */
export function readUkDocuments(stated: readonly UkValues[], flags: Flags): UkDocuments {
  const identifications = new Map<string, StatedIdentification>();
  const notes = new Set<string>();
  for (const values of stated) {
    for (const [field, detailsField, type] of kinds) {
      const stated = splitAll(values[field]);
      const details = splitAll(values[detailsField]);
      const isPaired = details.length === stated.length;
      const label = labelOf(field);
      for (const [at, text] of stated.entries()) {
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

function splitAll(text: string | undefined): readonly string[] {
  return text === undefined ? [] : splitCounted(text, '1');
}

const prose = /\p{L}{6}|(?<!\p{L})(?:and|or)(?!\p{L})/iu;

/** A number, perhaps with its country in brackets; null for what has no form of one: several, or prose. */
function toDocument(text: string, type: IdentificationType, scheme: string): StatedIdentification | null {
  const [, number, place] = /^([\p{L}\d][\p{L}\d ./-]{0,39}?)(?:\s*\(([^()]{1,60})\))?\.?$/u.exec(text) ?? [];
  const country = place === undefined ? null : toCountryCode(place);
  if (number === undefined || !/\d/.test(number) || prose.test(number) || (place !== undefined && country === null))
    return null;
  return { type, scheme, number: number.trim(), country, issuedAt: null, expiresAt: null };
}

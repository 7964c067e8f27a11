import type { OrganizationQuestion, PersonQuestion, VesselQuestion } from '../../../parts/schema.gql.js';
import { countryOf } from './countries.js';
import { readDate } from './dates.js';
import { type LineKind, likelyKind, namedKind } from './kindOf.js';

/** What a line asks. */
export type LineQuestion =
  | { readonly kind: 'person'; readonly asked: PersonQuestion }
  | { readonly kind: 'organization'; readonly asked: OrganizationQuestion }
  | { readonly kind: 'vessel'; readonly asked: VesselQuestion }
  | { readonly kind: 'number'; readonly text: string };

/** Why a line asks nothing: a reason of `portcullis screen`, or of a list without names of columns. */
export interface Mistake {
  readonly reason: string;
  /** The column, or what stands in it. */
  readonly at?: string;
}

/** Data of a line by their names, as `portcullis screen` names them; several `names` in lines. */
export type Fields = Readonly<Record<string, string>>;

/** Columns of each kind beside `kind`, `name`, `names` and `ref`. */
const fieldsOf: Readonly<Record<LineKind, readonly string[]>> = {
  person: ['birthDate', 'birthPlace', 'nationality', 'gender', 'document', 'documentType', 'documentCountry'],
  organization: ['jurisdiction', 'registrationNumber'],
  vessel: ['imo', 'flag'],
  number: [],
};

/** Every column that a list may have. */
export const columns: readonly string[] = ['kind', 'name', 'names', 'ref', ...Object.values(fieldsOf).flat()];

const LONGEST = 500;
const LONGEST_NUMBER = 300;
const MOST_NAMES = 10;

/** The question of a line whose data have names; `kind` overrides what the line says. */
export function questionOf(fields: Fields, kind?: LineKind): LineQuestion | Mistake {
  const name = fields.name || fields.names?.split('\n')[0] || '';
  const stated = fields.kind ? namedKind(fields.kind) : likelyKind(name);
  const as = kind ?? stated;
  if (!as) return { reason: 'kind.unknown', at: 'kind' };
  if (name === '') return { reason: 'name.missing', at: 'name' };
  if (as === 'number') return numberOf(name);
  const strange = Object.keys(fields).find(
    (field) => fields[field] && !['kind', 'name', 'names', 'ref', ...fieldsOf[as]].includes(field),
  );
  if (strange !== undefined) return { reason: 'field.unknown', at: strange };
  const long = Object.keys(fields).find((field) => (fields[field] ?? '').length > LONGEST);
  if (long !== undefined) return { reason: 'field.tooLong', at: long };
  const names = [fields.name, ...(fields.names ?? '').split('\n')].filter(Boolean);
  if (names.length > MOST_NAMES) return { reason: 'names.tooMany', at: 'names' };
  const asked: Record<string, unknown> = { names };
  for (const field of fieldsOf[as]) {
    const text = fields[field];
    if (!text || field.startsWith('document')) continue;
    const read = readers[field]?.(text) ?? text;
    if (typeof read !== 'string') return { ...read, at: field };
    asked[field] = read;
  }
  const identification = as === 'person' && fields.document ? documentOf(fields) : undefined;
  if (identification && 'reason' in identification) return identification as Mistake;
  return { kind: as, asked: { ...asked, ...(identification && { identification }) } } as LineQuestion;
}

function numberOf(text: string): LineQuestion | Mistake {
  if (text.length < 2) return { reason: 'number.tooShort', at: 'name' };
  return text.length > LONGEST_NUMBER ? { reason: 'field.tooLong', at: 'name' } : { kind: 'number', text };
}

const country = (text: string): string | Mistake => countryOf(text) ?? { reason: 'country.unknown' };
const readers: Readonly<Record<string, (text: string) => string | Mistake>> = {
  birthDate: (text) => {
    const read = readDate(text);
    return read === undefined ? { reason: 'date.impossible' } : 'date' in read ? read.date : read;
  },
  gender: (text) =>
    ['male', 'female', 'other'].includes(text.toLowerCase()) ? text.toLowerCase() : { reason: 'gender.unknown' },
  ...{ nationality: country, jurisdiction: country, flag: country },
};

/** Types of documents that a list may name; the graph knows them all. */
const documentTypes = /^[A-Z][A-Z_]*$/;

function documentOf({ document = '', documentType, documentCountry }: Fields) {
  const type = documentType?.toUpperCase();
  // Why none is assumed: a different number on a document of the same type counts against the match.
  if (!type) return { reason: 'documentType.missing', at: 'documentType' };
  if (!documentTypes.test(type)) return { reason: 'documentType.unknown', at: 'documentType' };
  if (!documentCountry) return { type, number: document };
  const read = countryOf(documentCountry);
  if (read === null) return { reason: 'country.unknown', at: 'documentCountry' };
  return { type, number: document, country: read };
}

const countryField = { person: 'nationality', organization: 'jurisdiction', vessel: 'flag' } as const;

/** The data of a line without names of columns: the name first, then a date, a country, an IMO number or a kind, in any order. */
export function fieldsOfCells([name = '', ...cells]: readonly string[], kind?: LineKind): Fields | Mistake {
  const stated = cells.map(namedKind).find(Boolean);
  const imo = cells.map((cell) => /^(?:IMO\s*)?(\d{7})$/i.exec(cell)?.[1]).find(Boolean);
  const as = kind ?? stated ?? (imo ? 'vessel' : likelyKind(name));
  const fields: Record<string, string> = { name, kind: as };
  for (const cell of cells) {
    if (cell === '' || namedKind(cell)) continue;
    const field = as === 'number' ? undefined : fieldOf(cell, as, cell.includes(imo ?? '\n'));
    if (!field) return { reason: 'cell.unknown', at: cell };
    if (fields[field]) return { reason: 'cell.twice', at: cell };
    fields[field] = field === 'imo' ? (imo ?? cell) : cell;
  }
  return fields;
}

function fieldOf(cell: string, kind: Exclude<LineKind, 'number'>, isImo: boolean): string | undefined {
  if (kind === 'vessel' && isImo) return 'imo';
  if (kind === 'person' && readDate(cell)) return 'birthDate';
  return countryOf(cell) ? countryField[kind] : undefined;
}

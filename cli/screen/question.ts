import { toCountryCode } from '../../ingest/codes/countries.js';
import { isLongerThan } from '../../schema/isLongerThan.js';
import { identificationTypes } from '../../schema/records/parts/subject.js';
import { isPartialDate } from '../../schema/scalars.js';

/** What is screened. */
export type ScreenedKind = 'person' | 'organization' | 'vessel';

/** A line of the file as a question to the graph. */
export interface Question {
  readonly kind: ScreenedKind;
  /** `PersonQuestion`, `OrganizationQuestion` or `VesselQuestion` of the graph. */
  readonly asked: Readonly<Record<string, unknown>>;
}

/** Why a line is none. */
export interface Mistake {
  readonly field: string;
  readonly reason: string;
}

/** Fields of every line, then those of each kind. */
const shared = ['kind', 'name', 'names', 'ref'];
const fieldsOf: Readonly<Record<ScreenedKind, readonly string[]>> = {
  person: ['birthDate', 'birthPlace', 'nationality', 'gender', 'document', 'documentType', 'documentCountry'],
  organization: ['jurisdiction', 'registrationNumber'],
  vessel: ['imo', 'flag'],
};

/** Every field that a line may have. */
export const screenedFields: readonly string[] = [...shared, ...Object.values(fieldsOf).flat()];

/** Reads the fields of a line; an unknown or unreadable one is a mistake. */
export function toQuestion(line: Readonly<Record<string, unknown>>): Question | Mistake {
  const kind = textOf(line.kind) ?? 'person';
  if (!isKind(kind)) return { field: 'kind', reason: 'kind.unknown' };
  // Why a mistake: the answer would look as if an ignored field had been asked for.
  const strange = Object.keys(line).find((name) => ![...shared, ...fieldsOf[kind]].includes(name));
  if (strange !== undefined) return { field: strange, reason: 'field.unknown' };
  const ref = textOf(line.ref);
  if (ref === null ? isStated(line.ref) : ref.length > longestRef) {
    return { field: 'ref', reason: ref === null ? 'field.misshapen' : 'ref.tooLong' };
  }
  const names = [line.name, ...(Array.isArray(line.names) ? line.names : [line.names])].flatMap(
    (name) => textOf(name) ?? [],
  );
  if (names.length === 0) return { field: 'name', reason: 'name.missing' };
  if (names.length > mostNames) return { field: 'names', reason: 'names.tooMany' };
  if (names.some((name) => isLongerThan(name, longestText))) return { field: 'name', reason: 'name.tooLong' };
  const asked: Record<string, unknown> = { names };
  for (const field of fieldsOf[kind]) {
    const stated = line[field];
    const text = textOf(stated);
    if (text === null && isStated(stated)) return { field, reason: 'field.misshapen' };
    if (text !== null && isLongerThan(text, longestText)) return { field, reason: 'field.tooLong' };
    if (text === null || field.startsWith('document')) continue;
    const read = (readers[field] ?? ((value: string) => value))(text);
    if (read === null) return { field, reason: reasons[field] ?? 'field.misshapen' };
    asked[field] = read;
  }
  return kind === 'person' ? withDocument(asked, line) : { kind, asked };
}

/** Most names of a line, as the graph takes them; most characters of a text; most characters of a sender's key. */
const mostNames = 10;
const longestText = 500;
const longestRef = 64;

function isStated(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined;
}

const readers: Readonly<Record<string, (text: string) => string | null>> = {
  birthDate: (text) => (text.split('/').every(isPartialDate) && text.split('/').length <= 2 ? text : null),
  gender: (text) => (['male', 'female', 'other'].includes(text.toLowerCase()) ? text.toLowerCase() : null),
  nationality: toCountryCode,
  jurisdiction: toCountryCode,
  flag: toCountryCode,
};

const reasons: Readonly<Record<string, string>> = {
  birthDate: 'date.impossible',
  gender: 'gender.unknown',
  nationality: 'country.unknown',
  jurisdiction: 'country.unknown',
  flag: 'country.unknown',
};

const types: readonly string[] = identificationTypes.stored;

function withDocument(asked: Record<string, unknown>, line: Readonly<Record<string, unknown>>): Question | Mistake {
  const number = textOf(line.document);
  if (number === null) return { kind: 'person', asked };
  const stated = textOf(line.documentCountry);
  const country = toCountryCode(stated);
  if (stated !== null && country === null) return { field: 'documentCountry', reason: 'country.unknown' };
  const type = textOf(line.documentType)?.toUpperCase();
  // Why none is assumed: a different number on a document of the same type counts against the match.
  if (type === undefined) return { field: 'documentType', reason: 'documentType.missing' };
  if (!types.includes(type)) return { field: 'documentType', reason: 'documentType.unknown' };
  return {
    kind: 'person',
    asked: { ...asked, identification: { type, number, ...(country === null ? {} : { country }) } },
  };
}

/** A text that is not blank, or an integer as text; null for anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' ? value.trim() || null : null;
}

function isKind(text: string): text is ScreenedKind {
  return Object.hasOwn(fieldsOf, text);
}

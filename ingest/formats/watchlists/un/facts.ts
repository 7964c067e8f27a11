import type { XmlElement } from '../../../input/xml/xml.js';
import type { IdentificationType, NameKind, StatedIdentification, StatedName } from '../../../records/persons.js';
import { distinctBirths, parseOfacDate, type StatedDate, toListDate, toSpan } from '../dates.js';
import type { Flags } from '../flags.js';
import { uniqueNames } from '../names.js';
import { joinStated, textOf, textsOf } from '../parts.js';

/** Children with a name, without empty ones. */
export function partsOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter(
    (child) => child.name === name && child.children.some((part) => part.text !== '' || part.children.length > 0),
  );
}

/** Rank of an alias by its quality. */
const ranks: Readonly<Record<string, NameKind>> = {
  GOOD: 'ALIAS',
  LOW: 'WEAK_ALIAS',
  AKA: 'ALIAS',
  FKA: 'PREVIOUS',
  NKA: 'ALIAS',
};

/** The names of an entry: the listed one, the same in its own script, then aliases. */
export function readNames(element: XmlElement, flags: Flags): readonly StatedName[] {
  const parts = textsOf(element, ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME']);
  const names = [joinStated(parts, ' '), textOf(element, 'NAME_ORIGINAL_SCRIPT')].flatMap((name) => name ?? []);
  const aliases = partsOf(element, `${element.name}_ALIAS`).flatMap((alias) => readAlias(alias, flags));
  return uniqueNames([...names.map((name) => ({ name, kind: 'NAME' as const })), ...aliases]);
}

/** Notes on aliases: birth, place and remarks. */
export function readAliasNotes(element: XmlElement): readonly string[] {
  return partsOf(element, `${element.name}_ALIAS`).flatMap((alias) => {
    const [name, date, note, ...place] = textsOf(alias, [
      ...(['ALIAS_NAME', 'DATE_OF_BIRTH', 'NOTE', 'CITY_OF_BIRTH', 'COUNTRY_OF_BIRTH'] as const),
    ]);
    const born = joinStated(place);
    const words = joinStated([date && `born ${date}`, born && `born in ${born}`, note]);
    return words === null ? [] : [`${joinStated(['Alias', name], ' ')}: ${words}`];
  });
}

/** An element may list several spellings: `Exemplarov; Exemplaroff b) Specimen`. */
function readAlias(alias: XmlElement, flags: Flags): readonly StatedName[] {
  const [stated, quality] = textsOf(alias, ['ALIAS_NAME', 'QUALITY']);
  if (stated === null) return [];
  const kind = ranks[(quality ?? '').toUpperCase().replaceAll(/[^A-Z]/g, '')];
  if (kind === undefined) flags.raise('ALIAS_QUALITY_UNKNOWN');
  return stated
    .split(/;|(?:^|\s)[a-z]\)\s/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => ({ name, kind: kind ?? 'ALIAS' }));
}

/** Dates of birth in file order, and the rest in words. */
interface Births {
  readonly stated: readonly StatedDate[];
  readonly notes: readonly string[];
}

/** Reads `INDIVIDUAL_DATE_OF_BIRTH`: exact, approximate, or between two years, each as precise as stated and once. */
export function readBirths(individual: XmlElement, flags: Flags): Births {
  const births = partsOf(individual, 'INDIVIDUAL_DATE_OF_BIRTH').map((part) => readBirth(part, flags));
  return {
    stated: distinctBirths(births.flatMap(({ stated }) => stated)),
    notes: births.flatMap(({ notes }) => notes),
  };
}

function readBirth(part: XmlElement, flags: Flags): Births {
  const type = textOf(part, 'TYPE_OF_DATE')?.toUpperCase() ?? null;
  const [date, year, from, to, note] = textsOf(part, ['DATE', 'YEAR', 'FROM_YEAR', 'TO_YEAR', 'NOTE']);
  if (type !== null && !['EXACT', 'APPROXIMATELY', 'BETWEEN'].includes(type)) flags.raise('DATE_TYPE_UNKNOWN');
  const inNote = note === null ? null : parseOfacDate(year === null ? note : `${note} ${year}`);
  // Why the note before the year: in `Sep.` beside 1958 it states the month, for which there is no element.
  const exact = flags.date(date) ?? (date === null ? inNote?.date : undefined) ?? flags.date(year);
  const span = [flags.date(from), flags.date(to)].filter((stated) => stated !== null);
  const dates = [...(exact ? [exact] : []), ...span];
  const unread = [date, year, from, to].filter((stated) => stated !== null && flags.date(stated) === null);
  const words = joinStated(
    [
      type === 'APPROXIMATELY' ? 'approximately' : null,
      type === 'BETWEEN' || span.length > 0 ? 'between' : null,
      joinStated(dates.length > 0 ? dates : unread, ' and '),
      inNote !== null && inNote.date === exact ? null : note,
    ],
    ' ',
  );
  const plain = dates.length === 1 && words === dates[0];
  return {
    stated: [...(exact ? [{ date: exact }] : []), ...toSpan(span)],
    notes: words === null || plain ? [] : [`Born ${words}`],
  };
}

/** Types of document by words in the list's languages; the first match counts. */
const types: readonly (readonly [RegExp, IdentificationType])[] = [
  [/passport|passeport|pasaporte/i, 'PASSPORT'],
  [/driv|conduire|conducir/i, 'DRIVING_LICENCE'],
  [/social security|\bssn\b/i, 'SOCIAL_SECURITY_NUMBER'],
  [/fiscal|tax/i, 'TAX_NUMBER'],
  [/resid/i, 'RESIDENCE_PERMIT'],
  [/seam[ae]n|seafarer/i, 'SEAFARER_ID'],
  [/nationali[st]|nacional|identi|tazkira|civil id|personal (?:id|number)/i, 'NATIONAL_ID'],
];

const expiry =
  /(?:expir\w+(?:\s+date)?|valid\s+until)(?:\s+on)?\s*:?\s+(\d{1,2}\s+[A-Za-z]+\.?\s+\d{4}|\d{4}-\d\d-\d\d|[A-Za-z]+\.?\s+\d{4}|\d{4})/i;

/**
 * Reads `INDIVIDUAL_DOCUMENT`: documents with a number, and the rest in words. A document whose number is only in its note
 * stays in words.
 */
export function readDocuments(individual: XmlElement, flags: Flags) {
  const identifications: StatedIdentification[] = [];
  const notes: string[] = [];
  for (const part of partsOf(individual, 'INDIVIDUAL_DOCUMENT')) {
    const [type, type2] = textsOf(part, ['TYPE_OF_DOCUMENT', 'TYPE_OF_DOCUMENT2']);
    const [number, issuing, country, city, issued, note] = textsOf(part, [
      ...(['NUMBER', 'ISSUING_COUNTRY', 'COUNTRY_OF_ISSUE', 'CITY_OF_ISSUE', 'DATE_OF_ISSUE', 'NOTE'] as const),
    ]);
    const code = flags.country(issuing ?? country);
    const issuedAt = flags.date(issued);
    if (number) {
      const until = expiry.exec(note?.slice(0, 1000) ?? '')?.[1] ?? '';
      const document = { scheme: type2 ?? type, type: toType([type2, type]), number, country: code };
      identifications.push({ ...document, issuedAt, expiresAt: toListDate(until) });
    }
    const place = joinStated([city, issuing && country ? country : null]);
    const words = joinStated([
      type2,
      place && `issued in ${place}`,
      note,
      !code && (issuing ?? country) ? `country: ${issuing ?? country}` : null,
      issued && !issuedAt ? `issued: ${issued}` : null,
    ]);
    if (words !== null) notes.push(`${joinStated([type ?? 'Document', number], ' ')}: ${words}`);
  }
  return { identifications, notes };
}

function toType(texts: readonly (string | null)[]): IdentificationType {
  const found = texts.map((text) => types.find(([words]) => words.test(text ?? ''))?.[1]);
  return found.find((type) => type !== undefined) ?? 'OTHER';
}

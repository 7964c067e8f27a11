import { parseContainerId } from '../containerId.js';
import { compactNumber } from '../documentNumber.js';
import { parseEori } from '../eori.js';
import { parseImo } from '../imo.js';
import { parseMrn } from '../mrn.js';
import { looksLikeRegistrationMark, parseRegistrationMark } from '../registrationMark.js';
import { parseUnlocode } from '../unlocode.js';
import { parseCoordinates } from './coordinates.js';
import { parseHsCode } from './hsCode.js';
import { parseMmsi } from './mmsi.js';

/** What a text may be, the most specific form first. */
export const textForms = [
  ...(['MRN', 'CONTAINER', 'IMO', 'MMSI', 'CASE_REFERENCE', 'COORDINATES', 'REGISTRATION_MARK', 'EORI'] as const),
  ...(['HS_CODE', 'UNLOCODE', 'DOCUMENT_NUMBER', 'NAME', 'WORDS'] as const),
] as const;
export type TextForm = (typeof textForms)[number];

/** A form that a text has, and its value as stored and compared. */
export interface RecognisedForm {
  readonly form: TextForm;
  readonly value: string;
}

/** A text as it is searched: normalised, with one space between words and no control characters. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * All forms that a text has, the most specific first: seven digits may be a ship, a document and a code, and none is ruled out.
 * Check digits are not verified, since sources keep what was stated. None for a text without letters and digits.
 *
 * @param isCaseReference whether a text has the form of some agency's case references
 */
export function recognise(text: string, isCaseReference: (text: string) => boolean): readonly RecognisedForm[] {
  const plain = plainText(text);
  return textForms.flatMap((form) => {
    const value = parsers[form](plain, isCaseReference);
    return value === null ? [] : [{ form, value }];
  });
}

/** Types under which the log names a number of each form. */
export const identifiedAs: Partial<Record<TextForm, readonly string[]>> = {
  MRN: ['Mrn'],
  CONTAINER: ['Container'],
  IMO: ['Vessel'],
  MMSI: ['VesselNumber'],
  CASE_REFERENCE: ['CaseReference'],
  REGISTRATION_MARK: ['AircraftNumber'],
  EORI: ['EconomicOperator'],
  DOCUMENT_NUMBER: ['Identification', 'RegisteredNumber'],
};

type Parse = (plain: string, isCaseReference: (text: string) => boolean) => string | null;

const parsers: Readonly<Record<TextForm, Parse>> = {
  MRN: parseMrn,
  CONTAINER: parseContainerId,
  IMO: parseImo,
  MMSI: parseMmsi,
  CASE_REFERENCE: caseReferenceOf,
  COORDINATES: parseCoordinates,
  REGISTRATION_MARK: markOf,
  EORI: eoriOf,
  HS_CODE: parseHsCode,
  UNLOCODE: parseUnlocode,
  DOCUMENT_NUMBER: documentNumberOf,
  NAME: nameOf,
  WORDS: (plain) => (/[\p{L}\p{N}]/u.test(plain) ? plain : null),
};

/** As written, or in capitals, as agencies write their references. */
function caseReferenceOf(plain: string, isCaseReference: (text: string) => boolean): string | null {
  return [plain, plain.toUpperCase()].find(isCaseReference) ?? null;
}

function markOf(plain: string): string | null {
  const mark = parseRegistrationMark(plain);
  return mark !== null && looksLikeRegistrationMark(mark) ? mark : null;
}

/** At least five digits: by form alone every word of up to seventeen letters is an EORI. */
function eoriOf(plain: string): string | null {
  const eori = parseEori(plain);
  return eori !== null && countOf(eori, /\d/g) >= 5 ? eori : null;
}

/** A travel document's, register's or authority's. It has at least as many digits as letters: others are names with a year. */
function documentNumberOf(plain: string): string | null {
  const number = compactNumber(plain);
  const digits = countOf(number, /\d/g);
  return /^[A-Z0-9]{5,30}$/.test(number) && digits >= 3 && digits * 2 >= number.length ? number : null;
}

/** Ships have numbers in their names, so digits do not rule a name out. */
function nameOf(plain: string): string | null {
  const letters = countOf(plain, /\p{L}/gu);
  return letters >= 2 && letters > countOf(plain, /\p{N}/gu) ? plain : null;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

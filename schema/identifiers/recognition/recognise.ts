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

/** What a text may be, those that tell most first. */
export const textForms = [
  ...(['MRN', 'CONTAINER', 'IMO', 'MMSI', 'CASE_REFERENCE', 'COORDINATES', 'REGISTRATION_MARK', 'EORI'] as const),
  ...(['HS_CODE', 'UNLOCODE', 'DOCUMENT_NUMBER', 'NAME', 'WORDS'] as const),
] as const;
export type TextForm = (typeof textForms)[number];

/** A form that a text has, and the text as that is kept and compared. */
export interface RecognisedForm {
  readonly form: TextForm;
  readonly value: string;
}

/** A text as it is searched: one space between words, no control characters, one way to write each character. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * All forms that a text has, those that tell most first: seven digits may be a ship, a document and a code, so none of them
 * is ruled out. By form alone, check digits are not judged: sources keep what was stated. None for a text without letters
 * and digits.
 *
 * @param isCaseReference whether some agency writes its case references so
 */
export function recognise(text: string, isCaseReference: (text: string) => boolean): readonly RecognisedForm[] {
  const plain = plainText(text);
  return textForms.flatMap((form) => {
    const value = parsers[form](plain, isCaseReference);
    return value === null ? [] : [{ form, value }];
  });
}

/** Types under which the log names the number that a text of a form states. */
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

/** As it stands, or in capitals: agencies write their references so. */
function caseReferenceOf(plain: string, isCaseReference: (text: string) => boolean): string | null {
  return [plain, plain.toUpperCase()].find(isCaseReference) ?? null;
}

function markOf(plain: string): string | null {
  const mark = parseRegistrationMark(plain);
  return mark !== null && looksLikeRegistrationMark(mark) ? mark : null;
}

/** Why digits: by its form alone every word of up to seventeen letters is an EORI. */
function eoriOf(plain: string): string | null {
  const eori = parseEori(plain);
  return eori !== null && countOf(eori, /\d/g) >= 5 ? eori : null;
}

/** Of a travel document, a register or an authority. Why at least as many digits as letters: others are names with a year. */
function documentNumberOf(plain: string): string | null {
  const number = compactNumber(plain);
  const digits = countOf(number, /\d/g);
  return /^[A-Z0-9]{5,30}$/.test(number) && digits >= 3 && digits * 2 >= number.length ? number : null;
}

/** Ships have numbers in their names, so digits do not rule one out. */
function nameOf(plain: string): string | null {
  const letters = countOf(plain, /\p{L}/gu);
  return letters >= 2 && letters > countOf(plain, /\p{N}/gu) ? plain : null;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

import type { ComparedRecord } from '../../matching/index.js';
import { badUserInput } from '../../schema/errors.js';
import { compactNumber, lookUpKeys, type StatedIdentification } from '../../schema/identifiers/documentNumber.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { parseImo } from '../../schema/identifiers/imo.js';
import { isPartialDate } from '../../schema/scalars.js';
import type { StatedNumber } from '../kit/matching/hits/knownBy.js';
import type { Stated } from '../kit/matching/matchRoots.js';

type Beside = Omit<ComparedRecord, 'kind' | 'names'>;

const country = /^[A-Z]{2}$/i;

/** Returns the text if well-formed, else throws: ignored, it would make the asker read too much into a no-hit. */
function formed(text: string | null, at: string, form: string): string {
  if (text !== null) return text;
  throw badUserInput(`This is not ${form}.`, { at });
}

const countryIn = (text: string, at: string) => formed(country.test(text) ? text : null, at, 'a country of ISO 3166-1');

/** The SDL's `PersonQuestion`. */
interface PersonQuestion {
  readonly names: readonly string[];
  readonly birthDate?: string | null;
  readonly birthPlace?: string | null;
  readonly nationality?: string | null;
  readonly gender?: string | null;
  readonly address?: string | null;
  readonly identification?: StatedIdentification | null;
}

/** What a question states of a person. A document counts as whole only with its country: numbers repeat across countries. */
export function askedPerson(question: PersonQuestion): Stated {
  const { identification } = question;
  const isWhole = identification && (identification.country ?? '').trim() !== '';
  const number = isWhole
    ? numbered('document', compactNumber(identification.number), lookUpKeys(identification))
    : null;
  return { beside: besidePerson(question), known: { names: question.names, birthDate: question.birthDate, number } };
}

function besidePerson(question: PersonQuestion): Beside {
  const { birthDate, birthPlace, nationality, gender, identification, address } = question;
  return {
    ...(birthDate ? { birthDates: [born(birthDate)] } : {}),
    ...(birthPlace ? { birthPlaces: [birthPlace] } : {}),
    ...(nationality ? { nationalities: [countryIn(nationality, 'PersonQuestion.nationality')] } : {}),
    ...(gender ? { gender: genderIn(gender) } : {}),
    ...(address ? { addresses: [address] } : {}),
    ...(identification ? { documents: [{ kind: identification.type, number: identification.number }] } : {}),
  };
}

function genderIn(text: string): string {
  const isOne = ['male', 'female', 'other'].includes(text);
  return formed(isOne ? text : null, 'PersonQuestion.gender', 'male, female or other');
}

function born(text: string): string {
  const [from = '', to = from, ...more] = text.split('/');
  const isDate = more.length === 0 && isPartialDate(from) && isPartialDate(to) && from <= `${to}~`;
  return formed(
    isDate ? text : null,
    'PersonQuestion.birthDate',
    'a date, as 1961, 1961-04 or 1961-04-09, or two of them',
  );
}

/** The SDL's `OrganizationQuestion`. */
interface OrganizationQuestion {
  readonly names: readonly string[];
  readonly jurisdiction?: string | null;
  readonly address?: string | null;
  readonly registrationNumber?: string | null;
}

/** What a question states of an organization. */
export function askedOrganization({ jurisdiction, registrationNumber, names, address }: OrganizationQuestion): Stated {
  const beside = {
    ...(jurisdiction ? { nationalities: [countryIn(jurisdiction, 'OrganizationQuestion.jurisdiction')] } : {}),
    ...(address ? { addresses: [address] } : {}),
    ...(registrationNumber ? { documents: [{ kind: 'registered', number: registrationNumber }] } : {}),
  };
  return { beside, known: { names, number: registrationNumber ? registered(registrationNumber) : null } };
}

function numbered(of: string, value: string, keys: readonly string[] = [value]): StatedNumber {
  return { of, keys, trial: { of, value } };
}

function registered(number: string): StatedNumber {
  const eori = parseEori(number);
  return eori ? numbered('eori', eori) : numbered('registration', compactNumber(number));
}

/** The SDL's `VesselQuestion`. */
interface VesselQuestion {
  readonly names: readonly string[];
  readonly imo?: string | null;
  readonly flag?: string | null;
}

/** What a question states of a ship. */
export function askedVessel({ imo, flag, names }: VesselQuestion): Stated {
  const number = imo ? formed(parseImo(imo), 'VesselQuestion.imo', 'an IMO number') : null;
  const beside = {
    ...(number ? { identifiers: [{ kind: 'imo', number }] } : {}),
    ...(flag ? { flag: countryIn(flag, 'VesselQuestion.flag') } : {}),
  };
  return { beside, known: { names, number: number ? numbered('imo', number) : null } };
}

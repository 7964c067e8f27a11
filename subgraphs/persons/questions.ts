import type { ComparedRecord } from '../../matching/index.js';
import { badUserInput } from '../../schema/errors.js';
import { parseImo } from '../../schema/identifiers/imo.js';

type Asked = Omit<ComparedRecord, 'kind' | 'names'>;

const day = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
const country = /^[A-Z]{2}$/i;

/** A text that has its form. Why refused and not left out: who states what is not compared takes a no-hit for more than it is. */
function formed(text: string | null, at: string, form: string): string {
  if (text !== null) return text;
  throw badUserInput(`This is not ${form}.`, { at });
}

const countryIn = (text: string, at: string) => formed(country.test(text) ? text : null, at, 'a country of ISO 3166-1');

/** A question for a person, as the SDL's `PersonQuestion`. */
interface PersonQuestion {
  readonly names: readonly string[];
  readonly birthDate?: string | null;
  readonly birthPlace?: string | null;
  readonly nationality?: string | null;
  readonly gender?: string | null;
  readonly identification?: { readonly type: string; readonly number: string } | null;
}

/** What is known of the person asked for, beside the names. */
export function askedPerson(question: PersonQuestion): Asked {
  const { birthDate, birthPlace, nationality, gender, identification } = question;
  return {
    ...(birthDate ? { birthDates: [born(birthDate)] } : {}),
    ...(birthPlace ? { birthPlaces: [birthPlace] } : {}),
    ...(nationality ? { nationalities: [countryIn(nationality, 'PersonQuestion.nationality')] } : {}),
    ...(gender ? { gender: genderIn(gender) } : {}),
    ...(identification ? { documents: [{ kind: identification.type, number: identification.number }] } : {}),
  };
}

function genderIn(text: string): string {
  const isOne = ['male', 'female', 'other'].includes(text);
  return formed(isOne ? text : null, 'PersonQuestion.gender', 'male, female or other');
}

function born(text: string): string {
  const [from = '', to = from, ...more] = text.split('/');
  const isDate = more.length === 0 && day.test(from) && day.test(to) && from <= `${to}~`;
  return formed(
    isDate ? text : null,
    'PersonQuestion.birthDate',
    'a date, as 1961, 1961-04 or 1961-04-09, or two of them',
  );
}

/** A question for an organization, as the SDL's `OrganizationQuestion`. */
interface OrganizationQuestion {
  readonly names: readonly string[];
  readonly jurisdiction?: string | null;
  readonly registrationNumber?: string | null;
}

/** What is known of the organization asked for, beside the names. */
export function askedOrganization({ jurisdiction, registrationNumber }: OrganizationQuestion): Asked {
  return {
    ...(jurisdiction ? { nationalities: [countryIn(jurisdiction, 'OrganizationQuestion.jurisdiction')] } : {}),
    ...(registrationNumber ? { documents: [{ kind: 'registered', number: registrationNumber }] } : {}),
  };
}

/** A question for a ship, as the SDL's `VesselQuestion`. */
interface VesselQuestion {
  readonly names: readonly string[];
  readonly imo?: string | null;
  readonly flag?: string | null;
}

/** What is known of the ship asked for, beside the names. */
export function askedVessel({ imo, flag }: VesselQuestion): Asked {
  const number = imo ? formed(parseImo(imo), 'VesselQuestion.imo', 'an IMO number') : null;
  return {
    ...(number ? { identifiers: [{ kind: 'imo', number }] } : {}),
    ...(flag ? { flag: countryIn(flag, 'VesselQuestion.flag') } : {}),
  };
}

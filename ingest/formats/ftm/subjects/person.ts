import type { PersonRecord } from '../../../records/persons.js';
import { type FtmValues, readContact } from '../values.js';
import { ownIdentifications, withoutRepetitions } from './identifications.js';
import type { OwnFields, SubjectReading } from './subjectReading.js';

/** The members of a person's record. */
export function toPerson({ entity, values, flags, names, parts }: SubjectReading): OwnFields<PersonRecord> {
  return {
    ...readNameParts(values, names),
    title: values.text('title'),
    birthDates: values.dates('birthDate'),
    birthPlace: values.text('birthPlace'),
    birthCountry: values.country('birthCountry'),
    deathDate: values.dates('deathDate')[0] ?? null,
    nationalities: [...new Set([...values.countries('nationality'), ...values.countries('citizenship')])],
    countries: values.countries('country'),
    positions: parts.positions,
    gender: toGender(values.text('gender'), flags),
    identifications: withoutRepetitions([...parts.identifications, ...ownIdentifications(entity, values)]),
    ...readContact(values),
    addresses: parts.addresses,
    ...readPhysical(values, flags),
    ...readSpecial(values),
  };
}

/** Parts of the name; of one in several scripts or spellings, the one that the listed name has. */
function readNameParts(values: FtmValues, names: SubjectReading['names']) {
  const listed = names[0]?.name.toLowerCase() ?? '';
  const part = (property: string): string | null =>
    values.texts(property).find((text) => listed.includes(text.toLowerCase())) ?? values.text(property);
  return {
    firstName: part('firstName'),
    middleName: part('middleName') ?? part('secondName'),
    lastName: part('lastName'),
    fatherName: part('fatherName'),
  };
}

function readPhysical(values: FtmValues, flags: Set<string>): Pick<PersonRecord, 'physical'> {
  const physical = {
    heightCm: toHeight(values.number('height'), flags),
    weightKg: values.number('weight'),
    eyeColor: values.text('eyeColor'),
    hairColor: values.text('hairColor'),
    appearance: values.joined('appearance'),
  };
  return Object.values(physical).some((value) => value !== null) ? { physical } : {};
}

/** Special categories of data (Directive 2016/680, Article 10). */
function readSpecial(values: FtmValues): Pick<PersonRecord, 'special'> {
  const special = Object.fromEntries(
    ['religion', 'ethnicity', 'political'].flatMap((name) => {
      const stated = values.joined(name);
      return stated === null ? [] : [[name, stated]];
    }),
  );
  return Object.keys(special).length > 0 ? { special } : {};
}

function toGender(text: string | null, flags: Set<string>): 'male' | 'female' | 'other' | null {
  if (text === null) return null;
  const gender = text.toLowerCase();
  if (gender === 'male' || gender === 'female' || gender === 'other') return gender;
  flags.add('GENDER_UNKNOWN');
  return null;
}

/** The model states no unit: up to 3 are metres, 50 to 272 are centimetres. */
function toHeight(height: number | null, flags: Set<string>): number | null {
  if (height === null) return null;
  if (height > 0.5 && height <= 3) return Math.round(height * 100);
  if (height >= 50 && height <= 272) return height;
  flags.add('HEIGHT_FORM');
  return null;
}

import { toCountryCode } from '../../codes/countries.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentParticipantRole, IncidentPersonStatement } from '../../records/incidents.js';
import type { PersonRecord, StatedAddress, StatedIdentification, StatedName } from '../../records/persons.js';
import { isMinor, readAge } from '../niem/age.js';
import { readTime, type StatedTimeResult } from '../niem/dates.js';
import { describePerson, subjectCategories, toGender } from '../niem/describe.js';
import { all, first, numberAt, textAt, textOf } from '../niem/element.js';
import { describeArrest } from './arrests.js';
import { readLocation } from './locations.js';
import { type DataItem, references } from './package.js';
import { readRoles } from './roles.js';

/** A person of a data item: the part in the incident, and the person's own record where the message names one. */
export interface ReadPerson {
  readonly participant: IncidentPersonStatement;
  readonly record: Omit<PersonRecord, 'kind' | 'origin' | 'raw'> | null;
}

/** Persons that a data item may name; a later version takes back those whom it no longer names. */
export const mostPersons = 40;

/** Key of the person at a position, from 1, among the persons of a data item. */
export function personRef(key: string, position: number): string {
  return `${key}/person/${position}`;
}

/**
 * The persons of a data item, in its order. Nobody without a name becomes a record; the name of a victim, a witness or a
 * minor stands in the record alone, whose envelope protects it, and not beside the incident. Race and ethnicity are left
 * out: special categories of data, which stay in the source record.
 *
 * @param when PartialDate of the incident
 */
export function readPersons(item: DataItem, key: string, when: string | null): ReadPerson[] {
  return all(item.digest, 'EntityPerson').flatMap((entity, index) => {
    const person = first(entity, 'Person');
    if (person === null) return [];
    const roles = readRoles(item, entity, person.attributes.id);
    const [role] = roles;
    return role === undefined ? [] : [readPerson({ item, person, roles, role, when }, personRef(key, index + 1))];
  });
}

interface PersonPart {
  readonly item: DataItem;
  readonly person: XmlElement;
  /** All parts in the incident, and the one of them that decides about protection. */
  readonly roles: readonly IncidentParticipantRole[];
  readonly role: IncidentParticipantRole;
  readonly when: string | null;
}

function readPerson({ item, person, roles, role, when }: PersonPart, sourceRef: string): ReadPerson {
  const { id } = person.attributes;
  const names = readNames(person);
  const age = readAge(person);
  const birth = readTime(first(person, 'PersonBirthDate'));
  const minor = isMinor(age, birth.time?.date ?? null, when);
  const gender = toGender(textOf(person, 'PersonSexCode', 'PersonSexText'));
  const dataSubjectCategory = subjectCategories[role];
  const isProtected = minor || dataSubjectCategory === 'VICTIM' || dataSubjectCategory === 'WITNESS';
  const arrest = roles.includes('ARRESTED') && id !== undefined ? describeArrest(item, id) : null;
  const isNamed = names.length > 0;
  return {
    participant: {
      role,
      statedName: isProtected ? null : (names[0]?.name ?? null),
      statedDescription: describePerson(gender, age, arrest),
      person: isNamed ? { source: 'ndex', sourceRef } : null,
      // Why not the category: the role tells it.
      ...(minor ? { subject: { minor } } : {}),
    },
    record: isNamed
      ? {
          sourceRef,
          envelope: { dataSubjectCategory, minor },
          names,
          ...readNameParts(person),
          birthDates: birth.time === null ? [] : [birth.time.date],
          gender,
          nationalities: readNationalities(person),
          identifications: readIdentifications(person),
          addresses: readAddresses(item, id),
          physical: readPhysical(person),
          qualityFlags: findBirthFlags(birth, when),
        }
      : null,
  };
}

function readNameParts(person: XmlElement) {
  return {
    firstName: textAt(person, 'PersonName/PersonGivenName'),
    middleName: textAt(person, 'PersonName/PersonMiddleName'),
    lastName: textAt(person, 'PersonName/PersonSurName'),
  };
}

function findBirthFlags({ time, impossible }: StatedTimeResult, when: string | null): readonly string[] {
  const isLate = time !== null && when !== null && time.date > when;
  return [...(impossible ? ['DATE_IMPOSSIBLE'] : []), ...(isLate ? ['BIRTH_DATE_LATE'] : [])];
}

function readNames(person: XmlElement): StatedName[] {
  const stated = [
    ...all(person, 'PersonName').map((name) => ({ name: toFullName(name), kind: 'NAME' as const })),
    ...all(person, 'PersonAlternateName').map((name) => ({ name: toFullName(name), kind: 'ALIAS' as const })),
    ...all(person, 'PersonAugmentation/PersonAlternateName').map((name) => ({
      name: toFullName(name),
      kind: 'ALIAS' as const,
    })),
    ...all(person, 'PersonAlias').map((name) => ({ name: toFullName(name), kind: 'ALIAS' as const })),
    ...all(person, 'PersonMonikerText').map(({ text }) => ({ name: text.trim() || null, kind: 'WEAK_ALIAS' as const })),
  ];
  const names = new Map<string, StatedName>();
  for (const { name, kind } of stated) {
    if (name === null || names.has(name)) continue;
    names.set(name, { name, kind: names.size > 0 && kind === 'NAME' ? 'ALIAS' : kind });
  }
  return [...names.values()];
}

function toFullName(name: XmlElement): string | null {
  const parts = ['PersonGivenName', 'PersonMiddleName', 'PersonSurName', 'PersonNameSuffixText'].flatMap(
    (part) => textAt(name, part) ?? [],
  );
  const full = textAt(name, 'PersonFullName');
  // Why parts first: a full name is often written surname first, without a sign of it.
  return parts.length > 1 || full === null ? parts.join(' ') || null : full;
}

function readNationalities(person: XmlElement): string[] {
  const stated = [
    'PersonCitizenshipISO3166Alpha2Code',
    'PersonCitizenshipISO3166Alpha3Code',
    'PersonCitizenshipText',
  ].flatMap((form) => toCountryCode(textAt(person, form)) ?? []);
  return [...new Set(stated)];
}

const identifications: readonly (readonly [string, StatedIdentification['type']])[] = [
  ['PersonSSNIdentification', 'SOCIAL_SECURITY_NUMBER'],
  ['PersonPassportIdentification', 'PASSPORT'],
  ['PersonStateIdentification', 'OTHER'],
  ['PersonOtherIdentification', 'OTHER'],
  ['PersonAugmentation/PersonFBIIdentification', 'OTHER'],
  ['PersonAugmentation/PersonStateFingerprintIdentification', 'OTHER'],
  ['PersonAugmentation/AlienNumber', 'OTHER'],
  ['PersonAugmentation/PersonRegisterNumber', 'OTHER'],
  ['PersonAugmentation/PersonUSMSFugitiveIdentification', 'OTHER'],
  ['PersonAugmentation/DriverLicense/DriverLicenseIdentification', 'DRIVING_LICENCE'],
  ['PersonAugmentation/PersonDriverLicenseIdentification', 'DRIVING_LICENCE'],
];

function readIdentifications(person: XmlElement): StatedIdentification[] {
  return identifications.flatMap(([path, type]) =>
    all(person, path).flatMap((each) => {
      const number = textAt(each, 'IdentificationID');
      return number === null ? [] : [{ type, number, country: type === 'PASSPORT' ? null : 'US' }];
    }),
  );
}

function readAddresses(item: DataItem, id: string | undefined): StatedAddress[] {
  const residences = ['ResidenceAssociation', 'PersonResidenceAssociation', 'PersonLocationAssociation']
    .flatMap((name) => item.associations(name))
    .filter((association) => id !== undefined && references(association, 'PersonReference').includes(id));
  return residences.flatMap((association) =>
    references(association, 'LocationReference').flatMap((reference) => {
      const location = readLocation(item.byId.get(reference) ?? null);
      if (location === null) return [];
      const { street, city, region, postalCode, country } = location;
      return [{ full: location.address ?? location.area, street, city, region, postalCode, country }];
    }),
  );
}

/** Centimetres of an inch and kilograms of a pound: both exact. */
const centimetres: Readonly<Record<string, number>> = { INH: 2.54, IN: 2.54, CMT: 1, CM: 1 };
const kilograms: Readonly<Record<string, number>> = { LBR: 0.45359237, LB: 0.45359237, KGM: 1, KG: 1 };

function readPhysical(person: XmlElement): NonNullable<PersonRecord['physical']> {
  const measured = (element: string, units: Readonly<Record<string, number>>): number | null => {
    const measure = first(person, element);
    const value = numberAt(measure, 'MeasurePointValue');
    const unit = textOf(measure, 'LengthUnitCode', 'WeightUnitCode', 'MeasureUnitText')?.toUpperCase() ?? '';
    const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
    return value === null || factor === undefined ? null : Math.round(value * factor);
  };
  return {
    heightCm: measured('PersonHeightMeasure', centimetres),
    weightKg: measured('PersonWeightMeasure', kilograms),
    eyeColor: known(textOf(person, 'PersonEyeColorText', 'PersonEyeColorCode')),
    hairColor: known(textOf(person, 'PersonHairColorText', 'PersonHairColorCode')),
    appearance: textOf(person, 'PersonPhysicalFeature/PhysicalFeatureDescriptionText'),
  };
}

/** NCIC writes an unknown colour `XXX`. */
function known(code: string | null): string | null {
  return code === 'XXX' ? null : code;
}

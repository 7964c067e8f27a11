import { toCountryCode } from '../../codes/countries.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { IncidentParticipantRole, IncidentPersonStatement } from '../../records/incidents.js';
import type { PersonRecord, StatedAddress, StatedIdentification, StatedName } from '../../records/persons.js';
import { isMinor, readAge } from '../niem/age.js';
import { all, below, codeOf, first, numberOf, textOf, textsOf } from '../niem/element.js';
import { makeRecord, type RecordFrame } from '../niem/makeRecord.js';
import { describeArrest, describePerson, toGender } from '../niem/participants.js';
import { readTime } from '../niem/times.js';
import type { DataItem } from './dataItem.js';
import { readLocation } from './locations.js';
import { readRoles } from './roles.js';

/** A person of a data item: the part in the incident, and the person's own record where the message names one. */
export interface ReadPerson {
  readonly participant: IncidentPersonStatement;
  readonly record: PersonRecord | null;
}

/** Persons that a data item may name; a later version takes back those whom it no longer names. */
export const mostPersons = 40;

/** Key of the person at a position, from 1, among the persons of a data item. */
export function personRef(key: string, position: number): string {
  return `${key}/person/${position}`;
}

/** Roles of data subjects, by part in an incident (Directive 2016/680, Article 6). */
const subjectCategories: Readonly<Record<IncidentParticipantRole, string>> = {
  SUSPECT: 'SUSPECT',
  ARRESTED: 'SUSPECT',
  VICTIM: 'VICTIM',
  WITNESS: 'WITNESS',
  REPORTER: 'WITNESS',
  CREW: 'OTHER',
  OWNER: 'OTHER',
  CONTACT_OR_ASSOCIATE: 'CONTACT_OR_ASSOCIATE',
  OTHER: 'OTHER',
};

/**
 * The persons of a data item, in its order. Nobody without a name becomes a record; the name of a victim, a witness or a
 * minor stands in the record alone, whose envelope protects it, and not beside the incident. Race and ethnicity are left
 * out: special categories of data, which stay in the source record.
 *
 * @param frame of the data item's records
 * @param when PartialDate of the incident
 */
export function readPersons(item: DataItem, frame: RecordFrame, when: string | null): ReadPerson[] {
  return all(item.digest, 'EntityPerson').flatMap((entity, index) => {
    const person = first(entity, 'Person');
    const roles = person ? readRoles(item, entity, person.attributes.id) : [];
    const sourceRef = personRef(frame.sourceRef, index + 1);
    return person && roles.length > 0 ? [readPerson(item, person, roles, { ...frame, sourceRef }, when)] : [];
  });
}

/** @param roles all parts in the incident, the one that decides about protection first */
function readPerson(
  item: DataItem,
  person: XmlElement,
  roles: readonly IncidentParticipantRole[],
  frame: RecordFrame,
  when: string | null,
): ReadPerson {
  const [role = 'OTHER'] = roles;
  const { id } = person.attributes;
  const names = readNames(person);
  const age = readAge(person);
  const birth = readTime(first(person, 'PersonBirthDate'));
  const born = birth.time?.date ?? null;
  const minor = isMinor(age, born, when);
  const gender = toGender(codeOf(person, 'PersonSexCode', 'PersonSexText'));
  const dataSubjectCategory = subjectCategories[role];
  const isProtected = minor || dataSubjectCategory === 'VICTIM' || dataSubjectCategory === 'WITNESS';
  const arrest = roles.includes('ARRESTED') && id !== undefined ? readArrest(item, id) : null;
  const participant: IncidentPersonStatement = {
    role,
    statedName: isProtected ? null : (names[0]?.name ?? null),
    statedDescription: describePerson(gender, age, arrest),
    person: names.length > 0 ? { source: 'ndex', sourceRef: frame.sourceRef } : null,
    // Why not the category: the role tells it.
    ...(minor ? { subject: { minor } } : {}),
  };
  if (names.length === 0) return { participant, record: null };
  const record = makeRecord(
    'person',
    { ...frame, envelope: { ...frame.envelope, dataSubjectCategory, minor } },
    { names, ...readNameParts(person), birthDates: born === null ? [] : [born], gender, ...readMore(item, person) },
    [
      ...(birth.impossible ? ['DATE_IMPOSSIBLE'] : []),
      ...(born !== null && when !== null && born > when ? ['BIRTH_DATE_LATE'] : []),
    ],
  );
  return { participant, record };
}

function readNameParts(person: XmlElement) {
  return {
    firstName: textOf(person, 'PersonName/PersonGivenName'),
    middleName: textOf(person, 'PersonName/PersonMiddleName'),
    lastName: textOf(person, 'PersonName/PersonSurName'),
  };
}

function readMore(item: DataItem, person: XmlElement) {
  return {
    nationalities: [...new Set(textsOf(person, ...nationalities).flatMap((text) => toCountryCode(text) ?? []))],
    identifications: readIdentifications(person),
    addresses: readAddresses(item, person.attributes.id),
    physical: readPhysical(person),
  };
}

/** The arrest of a person in words: date and charges. */
function readArrest(item: DataItem, personId: string): string {
  const associations = item.linked(['ArrestSubjectAssociation'], 'PersonReference', [personId]);
  const dates = item
    .refersTo(associations, 'ActivityReference')
    .flatMap((arrest) => readTime(first(arrest, 'ActivityDate')).time?.date ?? []);
  const charges = item
    .details(personId)
    .filter(({ name }) => name === 'ArrestSubject')
    .flatMap((part) => [...below(part)])
    .filter(({ name, text }) => name === 'ChargeUCRCode' && text.trim() !== '');
  return describeArrest(
    dates[0],
    undefined,
    charges.map(({ text }) => text.trim()),
  );
}

const nameForms = [
  ['PersonName', 'NAME'],
  ['PersonAlternateName', 'ALIAS'],
  ['PersonAugmentation/PersonAlternateName', 'ALIAS'],
  ['PersonAlias', 'ALIAS'],
  ['PersonMonikerText', 'WEAK_ALIAS'],
] as const satisfies readonly (readonly [string, StatedName['kind']])[];

function readNames(person: XmlElement): StatedName[] {
  const names = new Map<string, StatedName>();
  for (const [path, kind] of nameForms) {
    for (const element of all(person, path)) {
      const name = kind === 'WEAK_ALIAS' ? element.text.trim() : toFullName(element);
      if (name === '' || names.has(name)) continue;
      names.set(name, { name, kind: kind === 'NAME' && names.size > 0 ? 'ALIAS' : kind });
    }
  }
  return [...names.values()];
}

/** Parts rather than the full name, which is often written surname first, without a sign of it. */
function toFullName(name: XmlElement): string {
  const parts = textsOf(name, 'PersonGivenName', 'PersonMiddleName', 'PersonSurName', 'PersonNameSuffixText');
  const full = textOf(name, 'PersonFullName');
  return parts.length > 1 || full === null ? parts.join(' ') : full;
}

const nationalities = [
  'PersonCitizenshipISO3166Alpha2Code',
  'PersonCitizenshipISO3166Alpha3Code',
  'PersonCitizenshipText',
];

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
    all(person, path)
      .flatMap((each) => textOf(each, 'IdentificationID') ?? [])
      .map((number) => ({ type, number, country: type === 'PASSPORT' ? null : 'US' })),
  );
}

const residences = ['ResidenceAssociation', 'PersonResidenceAssociation', 'PersonLocationAssociation'];

function readAddresses(item: DataItem, id: string | undefined): StatedAddress[] {
  const homes = item.refersTo(item.linked(residences, 'PersonReference', [id]), 'LocationReference');
  return homes.flatMap((home) => {
    const location = readLocation(home);
    if (location === null) return [];
    const { address, area, street, city, region, postalCode, country } = location;
    return [{ full: address ?? area, street, city, region, postalCode, country }];
  });
}

/** Centimetres and kilograms of one: all exact. */
const lengths: ReadonlyMap<string, number> = new Map([
  ['INH', 2.54],
  ['IN', 2.54],
  ['CMT', 1],
  ['CM', 1],
]);
const masses: ReadonlyMap<string, number> = new Map([
  ['LBR', 0.45359237],
  ['LB', 0.45359237],
  ['KGM', 1],
  ['KG', 1],
]);

function readPhysical(person: XmlElement): NonNullable<PersonRecord['physical']> {
  return {
    heightCm: readMeasure(first(person, 'PersonHeightMeasure'), lengths),
    weightKg: readMeasure(first(person, 'PersonWeightMeasure'), masses),
    eyeColor: readColor(person, 'PersonEyeColorText', 'PersonEyeColorCode'),
    hairColor: readColor(person, 'PersonHairColorText', 'PersonHairColorCode'),
    appearance: textOf(person, 'PersonPhysicalFeature/PhysicalFeatureDescriptionText'),
  };
}

function readMeasure(measure: XmlElement | null, units: ReadonlyMap<string, number>): number | null {
  const value = numberOf(measure, 'MeasurePointValue');
  const factor = units.get(codeOf(measure, 'LengthUnitCode', 'WeightUnitCode', 'MeasureUnitText'));
  return value === null || factor === undefined ? null : Math.round(value * factor);
}

/** NCIC writes an unknown colour `XXX`. */
function readColor(person: XmlElement, ...paths: readonly string[]): string | null {
  const color = textOf(person, ...paths);
  return color === 'XXX' ? null : color;
}

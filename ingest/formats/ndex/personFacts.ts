import { toCountryCode } from '../../codes/countries.js';
import type { XmlElement } from '../../input/xml/xml.js';
import type { PersonRecord, StatedAddress, StatedIdentification, StatedName } from '../../records/persons.js';
import { all, codeOf, first, numberOf, textOf, textsOf } from '../niem/element.js';
import type { DataItem } from './dataItem.js';
import { readLocation } from './locations.js';

/** Parts of a person's name. */
export function readNameParts(person: XmlElement) {
  return {
    firstName: textOf(person, 'PersonName/PersonGivenName'),
    middleName: textOf(person, 'PersonName/PersonMiddleName'),
    lastName: textOf(person, 'PersonName/PersonSurName'),
  };
}

/** Nationalities, identifications, addresses and appearance of a person. */
export function readFacts(item: DataItem, person: XmlElement) {
  return {
    nationalities: [...new Set(textsOf(person, ...nationalities).flatMap((text) => toCountryCode(text) ?? []))],
    identifications: readIdentifications(person),
    addresses: readAddresses(item, person.attributes.id),
    physical: readPhysical(person),
  };
}

const nameForms = [
  ['PersonName', 'NAME'],
  ['PersonAlternateName', 'ALIAS'],
  ['PersonAugmentation/PersonAlternateName', 'ALIAS'],
  ['PersonAlias', 'ALIAS'],
  ['PersonMonikerText', 'WEAK_ALIAS'],
] as const satisfies readonly (readonly [string, StatedName['kind']])[];

/** Names of a person, each once, the main one first. */
export function readNames(person: XmlElement): StatedName[] {
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

/** Why the parts rather than the full name: that often begins with the surname, unmarked. */
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
      .flatMap((element) => textOf(element, 'IdentificationID') ?? [])
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

/** Centimetres, and kilograms, in one unit, exactly. */
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

/** `XXX` is an unknown colour of NCIC. */
function readColor(person: XmlElement, ...paths: readonly string[]): string | null {
  const color = textOf(person, ...paths);
  return color === 'XXX' ? null : color;
}

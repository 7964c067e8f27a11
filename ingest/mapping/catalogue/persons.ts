// SPDX-License-Identifier: Apache-2.0
import {
  addressFields,
  contactFields,
  flagFields,
  identificationFields,
  interestFields,
  nameFields,
  relationFields,
  sanctionFields,
  subjectGroups,
} from './shared.js';
import { coded, type FieldEntry, field, type KindCatalogue, required } from './types.js';

const suggestedActions = [
  'SIGHTING_AND_REPORTING',
  'DISCREET_SURVEILLANCE',
  'SPECIFIC_CHECK',
  'STRATEGIC_OR_OPERATIONAL_ANALYSIS',
];

/** Fields of person. */
export const personFields = {
  ...nameFields,
  firstName: field('text', 'Given name.'),
  middleName: field('text', 'Middle name.'),
  lastName: field('text', 'Family name.'),
  fatherName: field('text', "Father's name or patronymic."),
  title: field('text', 'Title or function.'),
  'birthDates[]': field('date', 'Date of birth, the most likely first; a year alone stays a year.'),
  birthPlace: field('text', 'Place of birth in words.'),
  birthCountry: field('country', 'Country of birth.'),
  deathDate: field('date', 'Date of death.'),
  'nationalities[]': field('country', 'Nationality.'),
  'countries[]': field('country', 'Country that the source links the person with.'),
  'positions[].title': required(field('text', 'Office, post or occupation; `positions` alone means this.')),
  'positions[].startDate': field('date', 'Since.'),
  'positions[].endDate': field('date', 'Until.'),
  'positions[].status': field('text', 'Status, in the words of the source.'),
  'positions[].sourceRef': field('text', 'Key of the holding in the source.'),
  ...contactFields,
  gender: coded('Gender.', ['male', 'female', 'other']),
  eori: field('eori', 'EORI number of an economic operator.'),
  ...identificationFields,
  ...addressFields,
  'physical.heightCm': field('number', 'Height in centimetres.'),
  'physical.weightKg': field('kg', 'Weight in kilograms.'),
  'physical.eyeColor': field('text', 'Colour of eyes.'),
  'physical.hairColor': field('text', 'Colour of hair.'),
  'physical.appearance': field('text', 'Appearance in words.'),
  'physical.warningCodes[]': coded('CIS warning.', ['ARMED', 'VIOLENT', 'ESCAPING']),
  'alerts[].suggestedAction': required(coded('CIS suggested action.', suggestedActions)),
  'alerts[].kind': field('text', 'Kind of alert, in the words of the source.'),
  'alerts[].validFrom': field('date', 'Valid from.'),
  'alerts[].validUntil': field('date', 'Valid until.'),
  reason: field('text', 'Why the person is recorded.'),
  notes: field('text', 'Remarks.'),
  'topics[]': field('text', 'FollowTheMoney topic, e.g. `sanction`, `crime.traffick`.'),
  ...sanctionFields,
  'special.religion': field('text', 'Religion: a special category, shown to almost nobody.'),
  'special.ethnicity': field('text', 'Ethnicity: a special category.'),
  'special.political': field('text', 'Political opinion: a special category.'),
  ...relationFields,
  ...interestFields,
  ...flagFields,
} satisfies Record<string, FieldEntry>;

/** Fields of organization. */
export const organizationFields = {
  ...nameFields,
  jurisdiction: field('country', 'Country under whose law it exists.'),
  'countries[]': field('country', 'Country that the source links it with.'),
  ...contactFields,
  ...identificationFields,
  ...relationFields,
  legalForm: field('text', 'Legal form.'),
  incorporationDate: field('date', 'Founded on.'),
  dissolutionDate: field('date', 'Dissolved on.'),
  registrationNumber: field('text', 'Number in its register.'),
  eori: field('eori', 'EORI number.'),
  vatCode: field('text', 'VAT number.'),
  leiCode: field('text', 'Legal entity identifier, ISO 17442.'),
  taxNumber: field('text', 'Tax number.'),
  ...addressFields,
  reason: field('text', 'Why it is recorded.'),
  notes: field('text', 'Remarks.'),
  'topics[]': field('text', 'FollowTheMoney topic.'),
  ...sanctionFields,
  ...interestFields,
  ...flagFields,
} satisfies Record<string, FieldEntry>;

/** Fields of vessel. */
export const vesselFields = {
  ...nameFields,
  imo: field('imo', 'IMO number; null and flagged where its check digit is wrong.'),
  flag: field('country', 'Flag state.'),
  'pastFlags[]': field('country', 'Former flag state.'),
  type: field('text', 'Type of ship.'),
  tonnage: field('number', 'Deadweight, tonnes.'),
  grossRegisteredTonnage: field('number', 'Gross registered tonnage.'),
  buildDate: field('date', 'Built.'),
  registrationPort: field('text', 'Port of registry.'),
  callSign: field('text', 'Radio call sign.'),
  mmsi: field('text', 'Maritime Mobile Service Identity, nine digits.'),
  ...identificationFields,
  owner: field('text', 'Owner, as stated.'),
  operator: field('text', 'Operator, as stated.'),
  notes: field('text', 'Remarks.'),
  'topics[]': field('text', 'FollowTheMoney topic.'),
  ...sanctionFields,
  ...interestFields,
  ...flagFields,
} satisfies Record<string, FieldEntry>;

/** Fields of aircraft. */
export const aircraftFields = {
  ...nameFields,
  registration: field('registrationMark', 'Registration mark; as stated, and flagged, where it has no such form.'),
  'pastRegistrations[]': field('registrationMark', 'Former registration mark, or another beside the present one.'),
  country: field('country', 'Country of registration.'),
  serialNumber: field('text', "Manufacturer's serial number, or the construction number."),
  type: field('text', 'Type of aircraft.'),
  model: field('text', 'Model.'),
  manufacturer: field('text', 'Manufacturer.'),
  buildDate: field('date', 'Built.'),
  icaoAddress: field(
    'icaoAddress',
    'ICAO 24-bit address (Mode S), six hexadecimal digits; null and flagged where it is none.',
  ),
  ...identificationFields,
  owner: field('text', 'Owner, as stated.'),
  operator: field('text', 'Operator, as stated.'),
  notes: field('text', 'Remarks.'),
  'topics[]': field('text', 'FollowTheMoney topic.'),
  ...sanctionFields,
  ...interestFields,
  ...flagFields,
} satisfies Record<string, FieldEntry>;

const craftGroups = {
  names: subjectGroups.names,
  identifications: subjectGroups.identifications,
  sanctions: subjectGroups.sanctions,
  interests: subjectGroups.interests,
};

/** `person` */
export const personCatalogue: KindCatalogue = {
  about: 'A natural person of interest (source persons).',
  fields: personFields,
  groups: {
    ...subjectGroups,
    positions: { main: 'title' },
    alerts: { main: 'suggestedAction' },
  },
  defaults: {},
};

/** `organization` */
export const organizationCatalogue: KindCatalogue = {
  about: 'A company or other organization (source persons).',
  fields: organizationFields,
  groups: subjectGroups,
  defaults: {},
};

/** `vesselRecord` */
export const vesselCatalogue: KindCatalogue = {
  about: 'A ship as one source describes her (source persons).',
  fields: vesselFields,
  groups: craftGroups,
  defaults: {},
};

/** `aircraftRecord` */
export const aircraftCatalogue: KindCatalogue = {
  about: 'An aircraft as one source describes it (source persons).',
  fields: aircraftFields,
  groups: craftGroups,
  defaults: {},
};

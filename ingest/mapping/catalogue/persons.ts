// SPDX-License-Identifier: Apache-2.0
import { addressFields, interestFields, nameFields, sanctionFields, subjectGroups } from './shared.js';
import { coded, type FieldEntry, field, type KindCatalogue, required } from './types.js';

const identificationTypes = [
  'PASSPORT',
  'NATIONAL_ID',
  'DRIVING_LICENCE',
  'TAX_NUMBER',
  'SOCIAL_SECURITY_NUMBER',
  'RESIDENCE_PERMIT',
  'SEAFARER_ID',
  'OTHER',
];
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
  gender: coded('Gender.', ['male', 'female', 'other']),
  eori: field('eori', 'EORI number of an economic operator.'),
  'identifications[].type': coded('Kind of document; OTHER where not said.', identificationTypes),
  'identifications[].number': required(
    field('text', 'Number as written on the document; `identifications` alone means this.'),
  ),
  'identifications[].country': field('country', 'Country that issued it.'),
  'identifications[].issuedAt': field('date', 'Date of issue.'),
  'identifications[].expiresAt': field('date', 'Date of expiry.'),
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
  'relations[].kind': coded('Kind of link; UNKNOWN_LINK where not said.', ['FAMILY', 'ASSOCIATE', 'UNKNOWN_LINK']),
  'relations[].relationship': field('text', 'The link in words, e.g. `brother`.'),
  'relations[].statedName': required(field('text', 'Name of the other; `relations` alone means this.')),
  'relations[].person.source': field('text', 'Source that keeps the other person.'),
  'relations[].person.sourceRef': field('text', 'Key of the other person there.'),
  ...interestFields,
} satisfies Record<string, FieldEntry>;

/** Fields of organization. */
export const organizationFields = {
  ...nameFields,
  jurisdiction: field('country', 'Country under whose law it exists.'),
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
  owner: field('text', 'Owner, as stated.'),
  operator: field('text', 'Operator, as stated.'),
  notes: field('text', 'Remarks.'),
  ...sanctionFields,
} satisfies Record<string, FieldEntry>;

/** `person` */
export const personCatalogue: KindCatalogue = {
  about: 'A natural person of interest (source persons).',
  fields: personFields,
  groups: {
    ...subjectGroups,
    identifications: { main: 'number', defaults: { type: 'OTHER', country: null } },
    alerts: { main: 'suggestedAction' },
    relations: { main: 'statedName', defaults: { kind: 'UNKNOWN_LINK', person: null } },
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
  groups: { names: subjectGroups.names, sanctions: subjectGroups.sanctions },
  defaults: {},
};

// SPDX-License-Identifier: Apache-2.0
import { flagFields } from './shared.js';
import { coded, type FieldEntry, field, type KindCatalogue, required } from './types.js';

const incidentKinds = [
  'SUSPICION',
  'CONTROL_RESULT',
  'SIGHTING',
  'ARREST',
  'SURVEILLANCE',
  'PIRACY',
  'THEFT',
  'CORRUPTION',
  'INTEL_REPORT',
  'OFFENCE',
];
const crimeAreas = [
  'HIGH_RISK_CRIMINAL_NETWORKS',
  'CYBER_ATTACKS',
  'THB',
  'CHILD_SEXUAL_EXPLOITATION',
  'MIGRANT_SMUGGLING',
  'DRUGS_CANNABIS_COCAINE_HEROIN',
  'SYNTHETIC_DRUGS_NPS',
  'ONLINE_FRAUD',
  'EXCISE_FRAUD',
  'MTIC',
  'IP_CRIME_COUNTERFEITING',
  'MONEY_LAUNDERING_ASSETS',
  'ORGANISED_PROPERTY_CRIME',
  'ENVIRONMENTAL_CRIME',
  'FIREARMS',
];
const participantRoles = [
  'SUSPECT',
  'ARRESTED',
  'VICTIM',
  'WITNESS',
  'REPORTER',
  'CREW',
  'OWNER',
  'CONTACT_OR_ASSOCIATE',
  'OTHER',
];
const role = coded('Part in the incident; OTHER where not said.', participantRoles);

/** Fields of incident. */
export const incidentFields = {
  incidentKind: coded('Kind of incident.', incidentKinds),
  occurredAt: field('instant', 'When it happened; fills occurredAtPrecision too.'),
  occurredAtPrecision: coded('How exact that is.', ['INSTANT', 'HOUR', 'DAY', 'MONTH', 'YEAR']),
  occurredTo: field('instant', 'Until when.'),
  title: field('text', 'Title.'),
  crimeArea: coded('Crime area of EMPACT.', crimeAreas),
  urgency: coded('Urgency.', ['URGENT_8_HOURS', 'THREE_DAYS', 'SEVEN_DAYS']),
  status: coded('How far the work has come.', ['OPEN', 'UNDER_INVESTIGATION', 'CLOSED']),
  narrative: field('text', 'Facts.'),
  assessment: field('text', 'Judgement, kept apart from the facts.'),
  latitude: field('latitude', 'WGS 84, degrees.'),
  longitude: field('longitude', 'WGS 84, degrees.'),
  positionPrecisionM: field('number', 'How exact the position is, metres.'),
  area: field('text', 'Area in words.'),
  address: field('text', 'Street address in words.'),
  locationType: field('text', 'Kind of place in words, e.g. `Residence`.'),
  countryCode: field('country', 'Country.'),
  seaArea: field('text', 'Sea area in words.'),
  unlocode: field('unlocode', 'UN/LOCODE.'),
  operation: field('text', 'Id of a joint operation of policy/operations.yaml.'),
  'vessels[].statedName': field('text', 'Name of a ship as stated; `vessels` alone means this.'),
  'vessels[].statedType': field('text', 'Type of ship.'),
  'vessels[].statedFlag': field('text', 'Flag, in the words of the source.'),
  'vessels[].statedActivity': field('text', 'What she was doing.'),
  'vessels[].imo': field('imo', 'IMO number.'),
  'persons[].role': role,
  'persons[].statedName': field('text', 'Name as stated; `persons` alone means this.'),
  'persons[].statedDescription': field('text', 'Age, sex and the like in words; never race or ethnicity.'),
  'persons[].person.source': field('text', 'Source that keeps the person.'),
  'persons[].person.sourceRef': field('text', 'Key of the person there.'),
  'organizations[].role': role,
  'organizations[].statedName': field('text', 'Name as stated; `organizations` alone means this.'),
  'organizations[].statedDescription': field('text', 'What is said of it, in words.'),
  'organizations[].organization.source': field('text', 'Source that keeps the organization.'),
  'organizations[].organization.sourceRef': field('text', 'Key of the organization there.'),
  'containers[]': field('container', 'Container number, ISO 6346, as stated.'),
  'consignments[].statedMrn': required(field('mrn', 'MRN as stated; `consignments` alone means this.')),
  'seizures[].statedCaseReference': required(field('text', 'Case of a seizure; `seizures` alone means this.')),
  'seizures[].seizure.source': field('text', 'Source that keeps the seizure.'),
  'seizures[].seizure.sourceRef': field('text', 'Key of the seizure there.'),
  ...flagFields,
} satisfies Record<string, FieldEntry>;

/** `incident` */
export const incidentCatalogue: KindCatalogue = {
  about: 'An incident: suspicion, control result, sighting, arrest, theft (source incidents).',
  fields: incidentFields,
  groups: {
    vessels: { main: 'statedName', defaults: { statedName: null } },
    persons: { main: 'statedName', defaults: { role: 'OTHER', statedName: null, person: null } },
    organizations: { main: 'statedName', defaults: { role: 'OTHER', statedName: null, organization: null } },
    consignments: { main: 'statedMrn' },
    seizures: { main: 'statedCaseReference', defaults: { seizure: null } },
  },
  defaults: { incidentKind: null, occurredAt: null },
};

// SPDX-License-Identifier: Apache-2.0
import { drugGroups, flagFields, goodsCategories, subjectFieldsOf, transportModes } from './shared.js';
import { coded, type FieldEntry, field, type KindCatalogue, required } from './types.js';

const placeKinds = ['SEA_PORT', 'AIRPORT', 'LAND_BORDER', 'POSTAL_HUB', 'RAIL', 'INLAND', 'HIGH_SEAS', 'FREE_ZONE'];
const detectionMethods = [
  'RISK_PROFILE',
  'ADVANCE_CARGO_RISK',
  'INTELLIGENCE',
  'ROUTINE_CONTROL',
  'RANDOM',
  'SCANNER_XRAY',
  'DOG',
  'SNIFFER',
  'PHYSICAL_SEARCH',
  'JCO',
];
const concealments = [
  'RIP_OFF_LOAD',
  'IN_LOAD',
  'COVER_LOAD',
  'STRUCTURE_OF_CONTAINER',
  'HIDDEN_COMPARTMENT',
  'REEFER_UNIT',
  'HULL_ATTACHMENT',
  'LUGGAGE',
  'ON_BODY',
  'INTERNAL',
  'POSTAL_PARCEL',
  'NONE',
];
const personRoles = ['COURIER', 'CONSIGNEE', 'CONSIGNOR', 'DRIVER', 'CREW', 'ORGANISER'];
const role = required(coded('Part in the seizure; usually in the selector: `persons[role=DRIVER]`.', personRoles));

/** Fields of seizure. */
export const seizureFields = {
  seizedAt: field('instant', 'When the goods were seized.'),
  'place.kind': coded('Kind of place.', placeKinds),
  'place.unlocode': field('unlocode', 'UN/LOCODE.'),
  'place.name': field('text', 'Place in words.'),
  'place.country': field('country', 'Country.'),
  'place.latitude': field('latitude', 'WGS 84, degrees.'),
  'place.longitude': field('longitude', 'WGS 84, degrees.'),
  customsOffice: field('text', 'Customs office.'),
  seizingAuthority: field('text', 'Id of the agency that seized, as in policy/agencies.yaml.'),
  legalStatus: coded('Legal status of the goods.', ['DETAINED', 'SEIZED', 'CONFISCATED', 'RELEASED', 'DESTROYED']),
  riskChannel: coded('Control channel.', ['GREEN', 'ORANGE', 'RED', 'BLUE']),
  detectionMethod: coded('How it was found.', detectionMethods),
  concealment: coded('How it was hidden.', concealments),
  'route.originCountry': field('country', 'Country of origin.'),
  'route.departureUnlocode': field('unlocode', 'UN/LOCODE of departure.'),
  'route.transitCountries[]': field('country', 'Country of transit.'),
  'route.destinationCountry': field('country', 'Country of destination.'),
  'conveyance.mode': {
    type: 'numberCode',
    about: 'UNECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air.',
    codes: transportModes,
  },
  'conveyance.registration': field('text', 'Registration of the means of transport.'),
  'conveyance.journeyReference': field('text', 'Voyage or flight number.'),
  'conveyance.vesselImo': field('imo', 'IMO number of the ship.'),
  'conveyance.vesselName': field('text', 'Name of the ship.'),
  'items[].category': required(coded('Category of the goods.', goodsCategories)),
  'items[].drugGroup': coded('UNODC drug group.', drugGroups),
  'items[].drug': field('text', 'Substance, in the words of the source.'),
  'items[].quantity': field('quantity', 'Amount; with `unit` it fills unit and kilograms too.'),
  'items[].unit': field('unit', 'Unit, UNECE Recommendation 20.'),
  'items[].normalisedKg': field('kg', 'Mass in kilograms.'),
  'items[].value': field('money', 'Value, in minor units of its currency; say `money`.'),
  'items[].description': field('text', 'Goods in words; `items` alone means this.'),
  'persons[].role': role,
  'persons[].statedName': field('text', 'Name as stated; `persons` alone means this.'),
  'persons[].statedBirthDate': field('date', 'Date of birth as stated.'),
  'persons[].person.source': field('text', 'Source that keeps the person.'),
  'persons[].person.sourceRef': field('text', 'Key of the person there.'),
  ...subjectFieldsOf('persons[]'),
  'organizations[].role': role,
  'organizations[].statedName': field('text', 'Name as stated; `organizations` alone means this.'),
  'organizations[].organization.source': field('text', 'Source that keeps the organization.'),
  'organizations[].organization.sourceRef': field('text', 'Key of the organization there.'),
  'consignments[].statedMrn': required(field('mrn', 'MRN as stated; `consignments` alone means this.')),
  'containers[]': field('container', 'Container number, ISO 6346, as stated.'),
  ...flagFields,
} satisfies Record<string, FieldEntry>;

/** Fields of statistic. */
export const statisticFields = {
  reportedBy: field('text', 'Who counted, in the words of the source.'),
  component: field('text', 'Unit of the reporting authority.'),
  region: field('text', 'Part of the world or of the border.'),
  scope: field('text', 'What within the region is counted, in the words of the source.'),
  country: field('country', 'Country.'),
  periodFrom: required(field('date', 'First day, month or year of the period.')),
  periodTo: field('date', 'Last day, month or year of the period; periodFrom where not said.'),
  category: required(coded('Category of the goods.', goodsCategories)),
  drugGroup: coded('UNODC drug group.', drugGroups),
  drug: field('text', 'Substance, in the words of the source.'),
  events: field('integer', 'Number of seizures counted.'),
  quantity: field('quantity', 'Amount; with `unit` it fills unit and kilograms too.'),
  unit: field('unit', 'Unit, UNECE Recommendation 20.'),
  normalisedKg: field('kg', 'Mass in kilograms.'),
  ...flagFields,
} satisfies Record<string, FieldEntry>;

/** `seizure` */
export const seizureCatalogue: KindCatalogue = {
  about: 'One seizure, as the authority that seized records it (source seizures).',
  fields: seizureFields,
  groups: {
    items: { main: 'description' },
    persons: { main: 'statedName', defaults: { statedName: null, person: null } },
    organizations: { main: 'statedName', defaults: { statedName: null, organization: null } },
    consignments: { main: 'statedMrn' },
  },
  defaults: { seizedAt: null, items: [] },
};

/** `seizureStatistic` */
export const statisticCatalogue: KindCatalogue = {
  about: 'How much was seized over a period: an aggregate, never a single seizure (source seizures).',
  fields: statisticFields,
  groups: {},
  defaults: { reportedBy: null },
  taken: { periodTo: 'periodFrom' },
};

// SPDX-License-Identifier: Apache-2.0
import { coded, type FieldEntry, field, required } from './types.js';

/** Fields of `names`, which every subject of the persons source has. */
export const nameFields = {
  'names[].name': required(field('text', 'A name exactly as written, in any script; `names` alone means this.')),
  'names[].kind': coded('Rank of the name; NAME where not said.', ['NAME', 'ALIAS', 'WEAK_ALIAS', 'PREVIOUS']),
} as const satisfies Record<string, FieldEntry>;

export const addressFields = {
  'addresses[].full': field('text', 'The whole address in one line; `addresses` alone means this.'),
  'addresses[].street': field('text', 'Street and number.'),
  'addresses[].city': field('text', 'Town.'),
  'addresses[].region': field('text', 'Region, state or province.'),
  'addresses[].postalCode': field('text', 'Postal code.'),
  'addresses[].country': field('country', 'Country of the address.'),
} as const satisfies Record<string, FieldEntry>;

export const sanctionFields = {
  'sanctions[].authority': required(field('text', 'Who lists the subject.')),
  'sanctions[].programme': required(field('text', 'The programme; `sanctions` alone means this.')),
  'sanctions[].authorityId': field('text', 'Number of the listing.'),
  'sanctions[].listingDate': field('date', 'Listed since.'),
  'sanctions[].endDate': field('date', 'Listed until.'),
  'sanctions[].reason': field('text', 'Why, in the words of the authority.'),
  'sanctions[].provisions': field('text', 'Measures that apply.'),
  'sanctions[].sourceUrl': field('text', 'Where the listing is published.'),
} as const satisfies Record<string, FieldEntry>;

export const interestFields = {
  'interests[].kind': required(coded('Kind of interest.', ['OWNERSHIP', 'DIRECTORSHIP'])),
  'interests[].role': field('text', 'Role, in the words of the source.'),
  'interests[].percentage': field('percentage', 'Share, 0 to 100.'),
  'interests[].startDate': field('date', 'Since.'),
  'interests[].endDate': field('date', 'Until.'),
  'interests[].organization.source': field('text', 'Source that keeps the organization.'),
  'interests[].organization.sourceRef': field('text', 'Its key there.'),
  'interests[].vesselRecord.source': field('text', 'Source that keeps the ship.'),
  'interests[].vesselRecord.sourceRef': field('text', 'Its key there.'),
} as const satisfies Record<string, FieldEntry>;

/** Groups that the subjects of the persons source share. */
export const subjectGroups = {
  names: { main: 'name', defaults: { kind: 'NAME' } },
  addresses: { main: 'full', defaults: { full: null, country: null } },
  sanctions: { main: 'programme' },
  interests: { main: 'kind' },
} as const;

/** Categories of seized goods. */
export const goodsCategories = [
  'DRUGS',
  'PRECURSORS',
  'TOBACCO',
  'ALCOHOL',
  'WEAPONS_EXPLOSIVES',
  'IPR_COUNTERFEIT',
  'CITES',
  'CULTURAL_GOODS',
  'CURRENCY',
  'MEDICINES',
  'NUCLEAR_RADIOACTIVE',
  'HAZARDOUS_WASTE',
  'OTHER_TAX_FRAUD',
];

/** UNODC drug groups. */
export const drugGroups = ['CANNABIS', 'COCAINE', 'OPIOIDS', 'ATS', 'NPS', 'HALLUCINOGENS', 'SEDATIVES', 'OTHER'];

/** UNECE Recommendation 19, by number. */
export const transportModes = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

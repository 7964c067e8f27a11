// SPDX-License-Identifier: Apache-2.0
import { dataSubjectCategories } from '../../../policy/decide.js';
import { coded, type FieldEntry, field, protecting, required } from './types.js';

/** What every kind of record has. */
export const flagFields = {
  'qualityFlags[]': field(
    'flag',
    'What the file itself says is doubtful, in capitals; what reading it shows is flagged beside it.',
  ),
} as const satisfies Record<string, FieldEntry>;

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
  'addresses[].sourceRef': field('text', 'Key of the address in the source.'),
} as const satisfies Record<string, FieldEntry>;

export const sanctionFields = {
  'sanctions[].authority': field('text', 'Who lists the subject.'),
  'sanctions[].programme': field('text', 'The programme; `sanctions` alone means this.'),
  'sanctions[].programmeId': field('text', 'Code of the programme.'),
  'sanctions[].authorityId': field('text', 'Number of the listing.'),
  'sanctions[].country': field('country', 'Country of who lists.'),
  'sanctions[].status': field('text', 'Status, in the words of the source.'),
  'sanctions[].startDate': field('date', 'Measures apply since.'),
  'sanctions[].listingDate': field('date', 'Listed since.'),
  'sanctions[].endDate': field('date', 'Listed until.'),
  'sanctions[].reason': field('text', 'Why, in the words of the authority.'),
  'sanctions[].summary': field('text', 'Summary.'),
  'sanctions[].provisions': field('text', 'Measures that apply.'),
  'sanctions[].sourceUrl': field('text', 'Where the listing is published.'),
  'sanctions[].sourceRef': field('text', 'Key of the listing in the source.'),
} as const satisfies Record<string, FieldEntry>;

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

export const identificationFields = {
  'identifications[].type': coded('Kind of document; OTHER where not said.', identificationTypes),
  'identifications[].number': required(
    field('text', 'Number as written on the document; `identifications` alone means this.'),
  ),
  'identifications[].country': field('country', 'Country that issued it.'),
  'identifications[].issuedAt': field('date', 'Date of issue.'),
  'identifications[].expiresAt': field('date', 'Date of expiry.'),
  'identifications[].scheme': field('text', 'What the number is, in the words of the source.'),
  'identifications[].sourceRef': field('text', 'Key of the document in the source.'),
} as const satisfies Record<string, FieldEntry>;

export const contactFields = {
  'phones[]': field('text', 'Telephone number.'),
  'emails[]': field('text', 'E-mail address.'),
  'websites[]': field('text', 'Website.'),
} as const satisfies Record<string, FieldEntry>;

/** What a link states of the person at its end. */
export const subjectFields = {
  'subject.category': protecting(
    coded(
      'What the person is to the case, Directive 2016/680, Article 6; not known, and so protected, where not said.',
      dataSubjectCategories,
    ),
  ),
  'subject.minor': protecting(field('boolean', 'Whether the person is a minor.')),
} as const satisfies Record<string, FieldEntry>;

/** The same in a list. */
export function subjectFieldsOf<Prefix extends string>(prefix: Prefix) {
  return Object.fromEntries(
    Object.entries(subjectFields).map(([name, entry]) => [`${prefix}.${name}`, entry]),
  ) as Record<`${Prefix}.${keyof typeof subjectFields}`, FieldEntry>;
}

const relationKinds = ['FAMILY', 'ASSOCIATE', 'UNKNOWN_LINK', 'REPRESENTATION', 'DEBT', 'PAYMENT'];

export const relationFields = {
  'relations[].kind': coded('Kind of link; UNKNOWN_LINK where not said.', relationKinds),
  'relations[].relationship': field('text', 'The link in words, e.g. `brother`.'),
  'relations[].statedName': field('text', 'Name of the other; `relations` alone means this.'),
  'relations[].startDate': field('date', 'Since.'),
  'relations[].endDate': field('date', 'Until.'),
  'relations[].summary': field('text', 'Summary.'),
  ...subjectFieldsOf('relations[]'),
  ...linkEnd('relations[]'),
} satisfies Record<string, FieldEntry>;

const interestKinds = ['OWNERSHIP', 'DIRECTORSHIP', 'MEMBERSHIP', 'EMPLOYMENT', 'SUCCESSION', 'OPERATION', 'PARENT'];

export const interestFields = {
  'interests[].kind': required(coded('Kind of interest.', interestKinds)),
  'interests[].role': field('text', 'Role, in the words of the source.'),
  'interests[].percentage': field('percentage', 'Share, 0 to 100.'),
  'interests[].startDate': field('date', 'Since.'),
  'interests[].endDate': field('date', 'Until.'),
  'interests[].summary': field('text', 'Summary.'),
  ...linkEnd('interests[]'),
  ...linkEnd('interests[].holder'),
} satisfies Record<string, FieldEntry>;

type LinkEndFields<Prefix extends string> = Record<
  `${Prefix}.${'person' | 'organization' | 'vesselRecord' | 'aircraftRecord'}.${'source' | 'sourceRef'}`,
  FieldEntry
>;

/** One end of a link, by the source that keeps the record and its key there. */
function linkEnd<Prefix extends string>(prefix: Prefix): LinkEndFields<Prefix> {
  const ends = [
    ['person', 'the person'],
    ['organization', 'the organization'],
    ['vesselRecord', 'the ship'],
    ['aircraftRecord', 'the aircraft'],
  ];
  const fields = ends.flatMap(([name, words]) => [
    [`${prefix}.${name}.source`, field('text', `Source that keeps ${words}.`)],
    [`${prefix}.${name}.sourceRef`, field('text', `Key of ${words} there.`)],
  ]);
  return Object.fromEntries(fields) as LinkEndFields<Prefix>;
}

/** Groups that the subjects of the persons source share. */
export const subjectGroups = {
  names: { main: 'name', defaults: { kind: 'NAME' } },
  identifications: { main: 'number', defaults: { type: 'OTHER', country: null } },
  addresses: { main: 'full', defaults: { full: null, country: null } },
  sanctions: { main: 'programme', defaults: { authority: null, programme: null } },
  relations: { main: 'statedName', defaults: { kind: 'UNKNOWN_LINK', statedName: null } },
  interests: { main: 'kind' },
} as const;

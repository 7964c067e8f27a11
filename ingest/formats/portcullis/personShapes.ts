// SPDX-License-Identifier: Apache-2.0
import type {
  AircraftSourceRecord,
  InterestRecord,
  LinkEnd,
  OrganizationRecord,
  PersonRecord,
  RelationRecord,
  StatedInterest,
  StatedRelation,
  VesselSourceRecord,
} from '../../records/persons.js';
import type { ShapeOf } from './shape.js';
import { type FieldsOf, optional, pointer, subject, texts } from './sharedShapes.js';

const end = optional({
  person: pointer,
  organization: pointer,
  vesselRecord: pointer,
  aircraftRecord: pointer,
}) satisfies ShapeOf<LinkEnd>;
const dates = { startDate: 'text', endDate: 'text', summary: 'text' } as const;
const contact = { phones: texts, emails: texts, websites: texts } as const;

const names = {
  list: {
    fields: { name: 'text', kind: { codes: ['NAME', 'ALIAS', 'WEAK_ALIAS', 'PREVIOUS'] } },
    required: ['name', 'kind'],
  },
} as const satisfies ShapeOf<PersonRecord['names']>;

const identifications = {
  list: {
    fields: {
      type: {
        codes: [
          ...(['PASSPORT', 'NATIONAL_ID', 'DRIVING_LICENCE', 'TAX_NUMBER', 'SOCIAL_SECURITY_NUMBER'] as const),
          ...(['RESIDENCE_PERMIT', 'SEAFARER_ID', 'OTHER'] as const),
        ],
      },
      number: 'text',
      country: 'text',
      issuedAt: 'text',
      expiresAt: 'text',
      scheme: 'text',
      sourceRef: 'text',
    },
    required: ['type', 'number'],
  },
} as const satisfies ShapeOf<PersonRecord['identifications']>;

const addresses = {
  list: optional({
    full: 'text',
    street: 'text',
    city: 'text',
    region: 'text',
    postalCode: 'text',
    country: 'text',
    sourceRef: 'text',
  }),
} as const satisfies ShapeOf<PersonRecord['addresses']>;

const sanctions = {
  list: optional({
    authority: 'text',
    programme: 'text',
    programmeId: 'text',
    country: 'text',
    status: 'text',
    startDate: 'text',
    summary: 'text',
    sourceRef: 'text',
    authorityId: 'text',
    listingDate: 'text',
    endDate: 'text',
    reason: 'text',
    provisions: 'text',
    sourceUrl: 'text',
  }),
} as const satisfies ShapeOf<PersonRecord['sanctions']>;

const relationKind = {
  codes: ['FAMILY', 'ASSOCIATE', 'UNKNOWN_LINK', 'REPRESENTATION', 'DEBT', 'PAYMENT'],
} as const satisfies ShapeOf<StatedRelation['kind']>;

const interestKind = {
  codes: ['OWNERSHIP', 'DIRECTORSHIP', 'MEMBERSHIP', 'EMPLOYMENT', 'SUCCESSION', 'OPERATION', 'PARENT'],
} as const satisfies ShapeOf<StatedInterest['kind']>;

const relations = {
  list: {
    fields: { kind: relationKind, relationship: 'text', statedName: 'text', ...dates, ...end.fields, subject },
    required: ['kind'],
  },
} as const satisfies ShapeOf<PersonRecord['relations']>;

const interests = {
  list: {
    fields: { kind: interestKind, role: 'text', percentage: 'number', ...dates, ...end.fields, holder: end },
    required: ['kind'],
  },
} as const satisfies ShapeOf<PersonRecord['interests']>;

/** `person` */
export const personShape = {
  fields: {
    names,
    firstName: 'text',
    middleName: 'text',
    lastName: 'text',
    fatherName: 'text',
    title: 'text',
    birthDates: texts,
    birthPlace: 'text',
    birthCountry: 'text',
    deathDate: 'text',
    nationalities: texts,
    countries: texts,
    positions: {
      list: {
        fields: { title: 'text', startDate: 'text', endDate: 'text', status: 'text', sourceRef: 'text' },
        required: ['title'],
      },
    },
    gender: { codes: ['male', 'female', 'other'] },
    eori: 'text',
    identifications,
    addresses,
    physical: optional({
      heightCm: 'number',
      weightKg: 'number',
      eyeColor: 'text',
      hairColor: 'text',
      appearance: 'text',
      warningCodes: { list: { codes: ['ARMED', 'VIOLENT', 'ESCAPING'] } },
    }),
    alerts: {
      list: {
        fields: {
          suggestedAction: {
            codes: [
              ...(['SIGHTING_AND_REPORTING', 'DISCREET_SURVEILLANCE', 'SPECIFIC_CHECK'] as const),
              'STRATEGIC_OR_OPERATIONAL_ANALYSIS',
            ],
          },
          kind: 'text',
          validFrom: 'text',
          validUntil: 'text',
        },
        required: ['suggestedAction'],
      },
    },
    reason: 'text',
    notes: 'text',
    topics: texts,
    sanctions,
    special: optional({ religion: 'text', ethnicity: 'text', political: 'text' }),
    relations,
    interests,
    ...contact,
  },
  required: ['names'],
} as const satisfies FieldsOf<PersonRecord>;

/** `organization` */
export const organizationShape = {
  fields: {
    names,
    jurisdiction: 'text',
    countries: texts,
    legalForm: 'text',
    incorporationDate: 'text',
    dissolutionDate: 'text',
    registrationNumber: 'text',
    eori: 'text',
    vatCode: 'text',
    leiCode: 'text',
    taxNumber: 'text',
    identifications,
    addresses,
    reason: 'text',
    notes: 'text',
    topics: texts,
    sanctions,
    relations,
    interests,
    ...contact,
  },
  required: ['names'],
} as const satisfies FieldsOf<OrganizationRecord>;

/** `vesselRecord` */
export const vesselShape = {
  fields: {
    names,
    imo: 'text',
    flag: 'text',
    pastFlags: texts,
    type: 'text',
    tonnage: 'number',
    grossRegisteredTonnage: 'number',
    buildDate: 'text',
    registrationPort: 'text',
    callSign: 'text',
    mmsi: 'text',
    identifications,
    owner: 'text',
    operator: 'text',
    notes: 'text',
    topics: texts,
    sanctions,
    interests,
  },
  required: ['names'],
} as const satisfies FieldsOf<VesselSourceRecord>;

/** `aircraftRecord` */
export const aircraftShape = {
  fields: {
    names,
    registration: 'text',
    pastRegistrations: texts,
    country: 'text',
    serialNumber: 'text',
    type: 'text',
    model: 'text',
    manufacturer: 'text',
    buildDate: 'text',
    icaoAddress: 'text',
    identifications,
    owner: 'text',
    operator: 'text',
    notes: 'text',
    topics: texts,
    sanctions,
    interests,
  },
  required: ['names'],
} as const satisfies FieldsOf<AircraftSourceRecord>;

/** `relation` */
export const relationShape = {
  fields: { relation: relationKind, relationship: 'text', ...dates, subjects: { list: end }, objects: { list: end } },
  required: ['relation', 'subjects', 'objects'],
} as const satisfies FieldsOf<RelationRecord>;

/** `interest` */
export const interestShape = {
  fields: {
    interest: interestKind,
    role: 'text',
    percentage: 'number',
    ...dates,
    holders: { list: end },
    objects: { list: end },
  },
  required: ['interest', 'holders', 'objects'],
} as const satisfies FieldsOf<InterestRecord>;

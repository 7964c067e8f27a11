// SPDX-License-Identifier: Apache-2.0
import type { CodeRecord } from '../../records/directory.js';
import type { IncidentRecord, JointOperationRecord } from '../../records/incidents.js';
import type { SeizureRecord, SeizureStatisticRecord } from '../../records/seizures.js';
import type { ShapeOf } from './shape.js';
import { type FieldsOf, optional, pointer, subject, texts } from './sharedShapes.js';

const amount = { fields: { minorUnits: 'number', currency: 'text' }, required: ['minorUnits', 'currency'] } as const;

const category = {
  codes: [
    ...(['DRUGS', 'PRECURSORS', 'TOBACCO', 'ALCOHOL', 'WEAPONS_EXPLOSIVES', 'IPR_COUNTERFEIT', 'CITES'] as const),
    ...(['CULTURAL_GOODS', 'CURRENCY', 'MEDICINES', 'NUCLEAR_RADIOACTIVE', 'HAZARDOUS_WASTE'] as const),
    ...(['OTHER_TAX_FRAUD', 'OTHER'] as const),
  ],
} as const satisfies ShapeOf<SeizureStatisticRecord['category']>;

const seizureRole = { codes: ['COURIER', 'CONSIGNEE', 'CONSIGNOR', 'DRIVER', 'CREW', 'ORGANISER'] } as const;
const incidentRole = {
  codes: [
    ...(['SUSPECT', 'ARRESTED', 'VICTIM', 'WITNESS', 'REPORTER', 'CREW', 'OWNER'] as const),
    ...(['CONTACT_OR_ASSOCIATE', 'OTHER'] as const),
  ],
} as const;

/** `seizure` */
export const seizureShape = {
  fields: {
    seizedAt: 'text',
    place: {
      fields: {
        kind: 'text',
        unlocode: 'text',
        name: 'text',
        country: 'text',
        latitude: 'number',
        longitude: 'number',
      },
      required: [],
    },
    customsOffice: 'text',
    seizingAuthority: 'text',
    legalStatus: 'text',
    riskChannel: 'text',
    detectionMethod: 'text',
    concealment: 'text',
    route: optional({
      originCountry: 'text',
      departureUnlocode: 'text',
      transitCountries: texts,
      destinationCountry: 'text',
    }),
    conveyance: optional({
      mode: 'number',
      registration: 'text',
      journeyReference: 'text',
      vesselImo: 'text',
      vesselName: 'text',
    }),
    items: {
      list: {
        fields: {
          category,
          drugGroup: 'text',
          drug: 'text',
          quantity: 'number',
          unit: 'text',
          normalisedKg: 'number',
          value: amount,
          description: 'text',
        },
        required: ['category'],
      },
    },
    persons: {
      list: {
        fields: { role: seizureRole, statedName: 'text', statedBirthDate: 'text', person: pointer, subject },
        required: ['role'],
      },
    },
    organizations: {
      list: { fields: { role: seizureRole, statedName: 'text', organization: pointer }, required: ['role'] },
    },
    consignments: { list: { fields: { statedMrn: 'text' }, required: ['statedMrn'] } },
    containers: texts,
  },
  required: ['items'],
} as const satisfies FieldsOf<SeizureRecord>;

/** `seizureStatistic` */
export const statisticShape = {
  fields: {
    reportedBy: 'text',
    component: 'text',
    region: 'text',
    scope: 'text',
    country: 'text',
    periodFrom: 'text',
    periodTo: 'text',
    category,
    drugGroup: 'text',
    drug: 'text',
    events: 'number',
    quantity: 'number',
    unit: 'text',
    normalisedKg: 'number',
  },
  required: ['periodFrom', 'periodTo', 'category'],
} as const satisfies FieldsOf<SeizureStatisticRecord>;

/** `incident` */
export const incidentShape = {
  fields: {
    incidentKind: {
      codes: [
        ...(['SUSPICION', 'CONTROL_RESULT', 'SIGHTING', 'ARREST', 'SURVEILLANCE', 'PIRACY', 'THEFT'] as const),
        ...(['CORRUPTION', 'INTEL_REPORT', 'OFFENCE'] as const),
      ],
    },
    occurredAt: 'text',
    occurredAtPrecision: { codes: ['INSTANT', 'HOUR', 'DAY', 'MONTH', 'YEAR'] },
    occurredTo: 'text',
    title: 'text',
    crimeArea: 'text',
    urgency: 'text',
    status: 'text',
    narrative: 'text',
    assessment: 'text',
    latitude: 'number',
    longitude: 'number',
    positionPrecisionM: 'number',
    area: 'text',
    address: 'text',
    locationType: 'text',
    countryCode: 'text',
    seaArea: 'text',
    unlocode: 'text',
    operation: 'text',
    vessels: {
      list: optional({
        statedName: 'text',
        statedType: 'text',
        statedFlag: 'text',
        statedActivity: 'text',
        imo: 'text',
      }),
    },
    persons: {
      list: {
        fields: { role: incidentRole, statedName: 'text', statedDescription: 'text', person: pointer, subject },
        required: ['role'],
      },
    },
    organizations: {
      list: {
        fields: { role: incidentRole, statedName: 'text', statedDescription: 'text', organization: pointer },
        required: ['role'],
      },
    },
    containers: texts,
    consignments: { list: { fields: { statedMrn: 'text' }, required: ['statedMrn'] } },
    seizures: {
      list: { fields: { statedCaseReference: 'text', seizure: pointer }, required: ['statedCaseReference'] },
    },
  },
  required: [],
} as const satisfies FieldsOf<IncidentRecord>;

/** `jointOperation` */
export const operationShape = {
  fields: {
    name: 'text',
    objective: 'text',
    coordinationUnit: 'text',
    startsAt: 'text',
    endsAt: 'text',
    crimeArea: 'text',
    agencies: {
      list: {
        fields: { role: { codes: ['LEAD', 'PARTICIPANT', 'SUPPORT', 'OBSERVER'] }, agency: 'text' },
        required: ['role', 'agency'],
      },
    },
  },
  required: ['name', 'agencies'],
} as const satisfies FieldsOf<JointOperationRecord>;

/** `code` */
export const codeShape = {
  fields: {
    list: {
      codes: [
        ...(['unlocode', 'unlocode-countries', 'unlocode-subdivisions', 'unlocode-functions'] as const),
        ...(['unlocode-statuses', 'hs', 'hs-sections', 'rec20', 'rec20-levels', 'rec21', 'countries'] as const),
      ],
    },
    code: 'text',
    name: 'text',
    parent: 'text',
    version: 'text',
    validFrom: 'text',
    validUntil: 'text',
    properties: 'properties',
  },
  required: ['list', 'code', 'name', 'version'],
} as const satisfies FieldsOf<CodeRecord>;

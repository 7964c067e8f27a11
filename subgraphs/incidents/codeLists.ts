// SPDX-License-Identifier: Apache-2.0
/**
 * Codes that the source knows, as the SDL's enums list them. Crime areas are those of EMPACT 2022-25 (Council
 * conclusions on the permanent continuation of the EU policy cycle). A test holds them equal.
 */
export const codeLists = {
  kind: new Set([
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
  ]),
  timePrecision: new Set(['INSTANT', 'HOUR', 'DAY', 'MONTH', 'YEAR']),
  crimeArea: new Set([
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
  ]),
  urgency: new Set(['URGENT_8_HOURS', 'THREE_DAYS', 'SEVEN_DAYS']),
  status: new Set(['OPEN', 'UNDER_INVESTIGATION', 'CLOSED']),
  participantRole: new Set([
    'SUSPECT',
    'ARRESTED',
    'VICTIM',
    'WITNESS',
    'REPORTER',
    'CREW',
    'OWNER',
    'CONTACT_OR_ASSOCIATE',
    'OTHER',
  ]),
  operationRole: new Set(['LEAD', 'PARTICIPANT', 'SUPPORT', 'OBSERVER']),
} as const satisfies Record<string, ReadonlySet<string>>;

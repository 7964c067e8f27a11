import type * as Types from '../../../parts/schema.gql.js';

/* Constants that filters offer, in the order of the schema. A test holds them complete. */

export const transportModes: readonly Types.TransportMode[] = [
  'NOT_SPECIFIED',
  'SEA',
  'RAIL',
  'ROAD',
  'AIR',
  'MAIL',
  'MULTIMODAL',
  'FIXED_INSTALLATION',
  'INLAND_WATER',
  'NOT_APPLICABLE',
];

export const riskResults: readonly Types.RiskResult[] = [
  'NO_RISK',
  'CONTROL',
  'REQUEST_FOR_INFORMATION',
  'REQUEST_FOR_SCREENING',
  'DO_NOT_LOAD',
];

export const legalStatuses: readonly Types.SeizureLegalStatus[] = [
  'DETAINED',
  'SEIZED',
  'CONFISCATED',
  'RELEASED',
  'DESTROYED',
];

export const itemCategories: readonly Types.SeizedItemCategory[] = [
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
  'OTHER',
];

export const drugGroups: readonly Types.DrugGroup[] = [
  'CANNABIS',
  'COCAINE',
  'OPIOIDS',
  'ATS',
  'NPS',
  'HALLUCINOGENS',
  'SEDATIVES',
  'OTHER',
];

export const incidentKinds: readonly Types.IncidentKind[] = [
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

export const crimeAreas: readonly Types.CrimeArea[] = [
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

export const incidentStatuses: readonly Types.IncidentStatus[] = ['OPEN', 'UNDER_INVESTIGATION', 'CLOSED'];

// SPDX-License-Identifier: Apache-2.0
/**
 * Codes that the source knows, as the SDL's enums list them: Regulation (EU) 2016/346 (items of the Customs Information
 * System), the WCO's Customs Enforcement Network (commodity groups), the UNODC (drug groups). A test holds them equal.
 */
export const codeLists = {
  placeKind: new Set(['SEA_PORT', 'AIRPORT', 'LAND_BORDER', 'POSTAL_HUB', 'RAIL', 'INLAND', 'HIGH_SEAS', 'FREE_ZONE']),
  legalStatus: new Set(['DETAINED', 'SEIZED', 'CONFISCATED', 'RELEASED', 'DESTROYED']),
  riskChannel: new Set(['GREEN', 'ORANGE', 'RED', 'BLUE']),
  detectionMethod: new Set([
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
  ]),
  concealment: new Set([
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
  ]),
  itemCategory: new Set([
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
  ]),
  drugGroup: new Set(['CANNABIS', 'COCAINE', 'OPIOIDS', 'ATS', 'NPS', 'HALLUCINOGENS', 'SEDATIVES', 'OTHER']),
  personRole: new Set(['COURIER', 'CONSIGNEE', 'CONSIGNOR', 'DRIVER', 'CREW', 'ORGANISER']),
} as const satisfies Record<string, ReadonlySet<string>>;

/** UNECE Recommendation 19: the code is the index. */
export const transportModes = [
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
] as const;

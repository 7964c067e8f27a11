/** UNECE Recommendation 19, by code 0 to 9. */
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

/** EUCDM 19 07: A empty, B not empty. */
export const packedStatuses: Readonly<Record<string, string>> = { A: 'EMPTY', B: 'NOT_EMPTY' };

/** EUCDM type of person, from 1. */
export const personTypes = ['NATURAL_PERSON', 'LEGAL_PERSON', 'ASSOCIATION'] as const;

/** Code of UNECE Recommendation 19 as stored, for a value of the SDL's `TransportMode`. */
export function toTransportModeCode(mode: string): string {
  return String(transportModes.indexOf(mode as (typeof transportModes)[number]));
}

/** The SDL's `QualityFlag`. */
export const qualityFlags: ReadonlySet<string> = new Set([
  'MRN_FORM',
  'MRN_CHECK_DIGIT',
  'CONTAINER_FORM',
  'CONTAINER_CHECK_DIGIT',
  'EORI_FORM',
  'IMO_CHECK_DIGIT',
  'ARRIVAL_BEFORE_DEPARTURE',
  'NET_MASS_OVER_GROSS',
  'DESCRIPTION_TOO_GENERAL',
  'COUNTRY_UNKNOWN',
  'LOCODE_FORM',
  'HS_FORM',
  'HS_CHAPTER',
  'HS_HEADING_ONLY',
  'PACKAGE_UNKNOWN',
  'MODE_UNKNOWN',
  'UNIT_UNKNOWN',
  'CURRENCY_UNKNOWN',
  'DATE_IMPOSSIBLE',
  'NUMBER_IMPOSSIBLE',
  'IMO_FORM',
  'VALUE_FORM',
  'FIRST_OF_SEVERAL',
  'TOTALS_DIFFER',
  'AMENDMENT_UNLINKED',
  'AMENDMENT_PARTIAL',
  'WEIGHT_ELSEWHERE',
  'FREIGHT_ELSEWHERE',
]);

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

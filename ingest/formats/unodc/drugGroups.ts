import type { SeizedItemCategory } from '../../records/seizures.js';

/** What a UNODC drug group is in our records. */
export interface GroupedDrugs {
  readonly category: SeizedItemCategory;
  /** Null for what is no drug. */
  readonly drugGroup: string | null;
}

/**
 * Groups of the UNODC's tables by a word that each has, the most telling first: editions differ in the rest
 * (`Cannabis-type`, `Cannabis-type drugs`, `ATS`, `Amphetamine-type stimulants`).
 */
const groups: readonly (readonly [RegExp, string])[] = [
  [/not under int|\bnps\b|new psychoactive/, 'NPS'],
  [/cannabi/, 'CANNABIS'],
  [/coca/, 'COCAINE'],
  [/opio|opia|opium/, 'OPIOIDS'],
  [/\bats\b|amphetamine|ecstasy|stimulant/, 'ATS'],
  [/hallucinogen/, 'HALLUCINOGENS'],
  [/sedative|tranquilli/, 'SEDATIVES'],
  [/solvent|miscellaneous|non-specified|not specified|unspecified|any drug|other/, 'OTHER'],
];

/** What a group's name means; null for a name that no edition has. */
export function toGroupedDrugs(group: string): GroupedDrugs | null {
  const word = group.toLowerCase();
  if (/precursor/.test(word)) return { category: 'PRECURSORS', drugGroup: null };
  const drugGroup = groups.find(([pattern]) => pattern.test(word))?.[1];
  return drugGroup === undefined ? null : { category: 'DRUGS', drugGroup };
}

import type { SeizedItemCategory } from '../../records/seizures.js';

/** A UNODC drug group in our terms. */
export interface GroupedDrugs {
  readonly category: SeizedItemCategory;
  /** Null for precursors. */
  readonly drugGroup: string | null;
}

/**
 * Groups of the UNODC's tables by a word of their names, the most distinctive first: editions differ in the rest
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

/** The group of a name; null for a name that no edition has. */
export function toGroupedDrugs(group: string): GroupedDrugs | null {
  const word = group.toLowerCase();
  if (/precursor/.test(word)) return { category: 'PRECURSORS', drugGroup: null };
  const drugGroup = groups.find(([pattern]) => pattern.test(word))?.[1];
  return drugGroup === undefined ? null : { category: 'DRUGS', drugGroup };
}

import { toUnit } from '../../../codes/units.js';
import type { FieldType } from '../../catalogue/types.js';
import type { ColumnProfile } from '../sample/profile.js';
import { toHeader } from '../synonyms/header.js';
import type { DraftColumn } from './draftColumns.js';
import { guessCode } from './guessCodes.js';

/** Share of values that decides what a column is. */
export const enough = 0.3;

/** How well values fit a type: 6 where a check digit or list proves it, 0 where they say nothing, negative where they refute it. */
export function scoreValues({ name, profile }: DraftColumn, type: FieldType, field: string): number {
  const { share, values, longest } = profile;
  if (values === 0) return name === '' ? -1 : -0.5;
  // Why: `victims killed` counts them, and `importer` may be a country.
  if (isWords.test(field) && (share.number >= 0.9 || share.position >= 0.8 || (share.country >= 0.9 && longest <= 3)))
    return -10;
  // Why: the victim of an attack at sea is a ship more often than a person.
  if (/^persons\b/.test(field) && share.ship >= enough) return -10;
  return fits[type]?.(profile, field) ?? 0;
}

type Fit = (profile: ColumnProfile, field: string) => number;

const isNumber: Fit = ({ share }) => (Math.max(share.number, share.numberComma) >= 0.5 ? 1 : -10);
const isAmount: Fit = ({ share }) => (Math.max(share.number, share.numberComma, share.measure) >= 0.5 ? 1 : -10);
const isDegrees: Fit = ({ share }) => (Math.max(share.degrees, share.numberComma) >= 0.5 ? 1 : -10);
const isHs: Fit = ({ share }) => (share.hs >= 0.6 ? 3 : -10);

/** How well values fit each type of field; those of other types say nothing. */
const fits: Readonly<Partial<Record<FieldType, Fit>>> = {
  imo: ({ share }) => ofChecked(share.imo),
  container: ({ share }) => ofChecked(share.container),
  mrn: ({ share }) => ofChecked(share.mrn),
  unlocode: ({ share }) => (share.locode >= 0.9 ? 3 : -10),
  country: ({ share }, field) => ofCountries(isSeveral.test(field) ? share.countries : share.country),
  date: ({ datePatterns }) => (datePatterns.length > 0 ? 2 : -10),
  instant: ({ datePatterns, share }) => (datePatterns.length > 0 && share.year < 0.9 ? 2 : -10),
  hs6: isHs,
  cn8: isHs,
  unit: ({ share }) => (share.unit >= 0.5 ? 2 : -10),
  integer: ({ share }) => (share.integer >= 0.8 ? 1 : -10),
  latitude: isDegrees,
  longitude: isDegrees,
  kg: isAmount,
  quantity: isAmount,
  number: isNumber,
  money: isNumber,
  percentage: isNumber,
};

function ofChecked(share: number): number {
  return share >= 0.8 ? 6 : share >= 0.3 ? 2 : -10;
}

function ofCountries(share: number): number {
  return share >= 0.9 ? 3 : share >= 0.5 ? 1 : -10;
}

/** As `scoreValues`: values of which few are codes of the list are of another list. */
export function scoreCodes({ profile: { distinct, values } }: DraftColumn, codes: readonly string[]): number {
  if (values === 0) return -0.5;
  const texts = [...(distinct?.keys() ?? [])];
  return texts.filter((text) => guessCode(text, codes) !== null).length >= Math.max(1, texts.length / 2) ? 0 : -10;
}

/** Fields that are names or sentences, never a number. */
const isWords =
  /(?:^names?|[nN]ame|^title|^narrative|^goodsItems|^items|^area|^seaArea|^owner|^operator|\.programme|^reason|^notes|^address|\.city|\.region|\.street)$/;

/** Fields of several countries. */
export const isSeveral = /(?:nationalities|[cC]ountries|countriesOfRouting)$/;

/** The unit that a header names: `weight (kilograms)`, `Sum Qty (lbs)`. */
export function unitInHeader(name: string): string | null {
  const words = toHeader(name).split(' ').slice(1);
  return (
    [...words].reverse().find((word) => word.length > 1 && (toUnit(word)?.toKg ?? null) !== null) ??
    /^(?:kg|lbs|kilograms?|pounds|grams?)\b/.exec(toHeader(name))?.[0] ??
    null
  );
}

import type { SeizedItemCategory, SeizedItemStatement, SeizureRecord } from '../../records/seizures.js';
import { findDrug, findProperty } from './codes.js';
import { makeRecord, type RecordFrame } from './makeRecord.js';

/** Seized things, with their days and quality flags. */
export interface Seized {
  /** UTC ISO 8601: the days stated with the things. */
  readonly days: readonly string[];
  readonly items: readonly SeizedItemStatement[];
  readonly flags: ReadonlySet<string>;
}

/** A thing as a message states it. */
export interface StatedThing extends Required<Pick<SeizedItemStatement, 'category' | 'description'>> {
  /** NIBRS code (data element 20). */
  readonly drug: string | null;
  readonly quantity: number | null;
  /** NIBRS drug measurement (data element 22); other things are counted. */
  readonly unit: string | null;
  readonly dollars: number | null;
}

/** Commodity group of a property code; `OTHER` where there is none. */
export function toCategory(code: string | null): SeizedItemCategory {
  return (findProperty(code)?.group ?? 'OTHER') as SeizedItemCategory;
}

/** One dollar means that the value is not known (data element 16). */
const valueUnknown = 1;

/** An item of a seizure; unknown drugs and units are flagged. */
export function toItem(stated: StatedThing, flags: Set<string>): SeizedItemStatement {
  const { category, drug, quantity, unit, dollars, description } = stated;
  const known = findDrug(drug);
  if (drug !== null && known === null) flags.add('DRUG_UNKNOWN');
  const isKnownValue = dollars !== null && dollars !== valueUnknown;
  return {
    category,
    drugGroup: known?.group ?? null,
    drug: known?.name ?? drug,
    ...(category === 'DRUGS'
      ? toMeasure(quantity, unit, flags)
      : { quantity, unit: quantity === null ? null : 'H87', normalisedKg: null }),
    value: isKnownValue ? { minorUnits: Math.round(dollars * 100), currency: 'USD' } : null,
    description,
  };
}

/**
 * UNECE Recommendation 20 units, and kilograms in one, of NIBRS drug measurements (data element 22); doses and plants are
 * counted. Not the common table of units: there `GM` is gram per square metre and `LT` a long ton.
 */
const measures: ReadonlyMap<string, readonly [unit: string, kilograms?: number]> = new Map([
  ['GM', ['GRM', 0.001]],
  ['KG', ['KGM', 1]],
  ['OZ', ['ONZ', 0.028349523125]],
  ['LB', ['LBR', 0.45359237]],
  ['ML', ['MLT']],
  ['LT', ['LTR']],
  ['FO', ['OZA']],
  ['GL', ['GLL']],
  ['DU', ['E27']],
  ['NP', ['H87']],
]);

/** The measurement is not reported, as the drug is still being analysed. */
const notReported = 'XX';

function toMeasure(quantity: number | null, stated: string | null, flags: Set<string>) {
  const code = stated?.toUpperCase() ?? notReported;
  const [unit = null, kilograms = null] = measures.get(code) ?? [];
  if (unit === null && code !== notReported) flags.add('UNIT_UNKNOWN');
  const mass = quantity === null || kilograms === null ? null : Math.round(quantity * kilograms * 1e9) / 1e9;
  return { quantity, unit, normalisedKg: mass };
}

/** The seizure of an incident, on the first of its days. */
export function toSeizure(
  frame: RecordFrame,
  { days, items, flags }: Seized,
  beside: Pick<SeizureRecord, 'conveyance'> & {
    readonly place: { name: string | null; country: string | null } | null;
  },
): SeizureRecord {
  const { place, ...more } = beside;
  return makeRecord(
    'seizure',
    frame,
    {
      seizedAt: [...days].sort()[0] ?? null,
      place: place && { kind: 'INLAND', ...place },
      legalStatus: 'SEIZED',
      ...more,
      items,
    },
    flags,
  );
}

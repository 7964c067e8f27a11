import { openCodeTable } from '../../codes/codeTable.js';

/** A drug type of NIBRS (data element 20). */
export interface DrugType {
  readonly name: string;
  /** Drug group of the UNODC. */
  readonly group: string;
  /** Crime area of EMPACT that a drug offence with it belongs to; null where the code does not tell. */
  readonly crimeArea: string | null;
}

const rowOf = openCodeTable('nibrsDrugs.tsv');

/** The drug type of a code; null for one that the list does not have. */
export function findDrug(code: string | null): DrugType | null {
  const [, name, group, crimeArea] = rowOf(code?.toUpperCase() ?? '') ?? [];
  return name === undefined || group === undefined ? null : { name, group, crimeArea: crimeArea ?? null };
}

/** A quantity with its unit (UNECE Recommendation 20) and, for a mass, in kilograms. */
export interface DrugQuantity {
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly normalisedKg: number | null;
}

/**
 * Drug measurements of NIBRS (data element 22), as UNECE Recommendation 20 has them. Not by the common table of units:
 * there `GM` is gram per square metre and `LT` a long ton.
 */
const measures: Readonly<Record<string, { readonly unit: string; readonly kilograms: number | null }>> = {
  GM: { unit: 'GRM', kilograms: 0.001 },
  KG: { unit: 'KGM', kilograms: 1 },
  OZ: { unit: 'ONZ', kilograms: 0.028349523125 },
  LB: { unit: 'LBR', kilograms: 0.45359237 },
  ML: { unit: 'MLT', kilograms: null },
  LT: { unit: 'LTR', kilograms: null },
  FO: { unit: 'OZA', kilograms: null },
  GL: { unit: 'GLL', kilograms: null },
  // Dosage units and plants are counted; a dose is a piece of unknown mass.
  DU: { unit: 'E27', kilograms: null },
  NP: { unit: 'H87', kilograms: null },
};

/** What `XX` stands for: the measurement is not reported, for the drug is still being analysed. */
const notReported = 'XX';

/** Reads a stated quantity; `known` is false for a unit that the list does not have. */
export function toDrugQuantity(quantity: number | null, unitCode: string | null): DrugQuantity & { known: boolean } {
  const code = unitCode?.toUpperCase() ?? null;
  const measure = code !== null && Object.hasOwn(measures, code) ? measures[code] : undefined;
  if (measure === undefined) {
    return { quantity, unit: null, normalisedKg: null, known: code === null || code === notReported };
  }
  const kilograms = quantity === null || measure.kilograms === null ? null : quantity * measure.kilograms;
  return {
    quantity,
    unit: measure.unit,
    normalisedKg: kilograms === null ? null : Math.round(kilograms * 1e9) / 1e9,
    known: true,
  };
}

import { openCodeTable } from '../../codes/codeTable.js';

const rowOf = openCodeTable('cbpDrugTypes.tsv');

/** UNODC group of a drug type: words in brackets (`Khat (Catha Edulis)`) say what is meant and do not count. Null: unknown. */
export function toDrugGroup(drugType: string): string | null {
  const word = drugType
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toUpperCase();
  return rowOf(word)?.[1] ?? null;
}

import { openCodeTable } from '../../codes/codeTable.js';

const rowOf = openCodeTable('formats/cbp/drugTypes.tsv');

/** UNODC group of a drug type, ignoring explanations in brackets (`Khat (Catha Edulis)`); null where it is unknown. */
export function toDrugGroup(drugType: string): string | null {
  const word = drugType
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toUpperCase();
  return rowOf(word)?.[1] ?? null;
}

import { openCodeTable } from '../../codes/codeTable.js';
import type { SeizedItemCategory } from '../../records/seizures.js';

const rowOf = openCodeTable('nibrsProperty.tsv');

/** Name of a property code; null for one that the list does not have. */
export function propertyName(code: string | null): string | null {
  return rowOf(code ?? '')?.[1] ?? null;
}

/** Commodity group of a property code; what no group is made for is `OTHER`. */
export function propertyCategory(code: string | null): SeizedItemCategory {
  return (rowOf(code ?? '')?.[2] ?? 'OTHER') as SeizedItemCategory;
}

import { openCodeTable } from '../../codes/codeTable.js';

const rowOf = openCodeTable('nibrsPlaces.tsv');

/** Name of a location type; null for a code that the list does not have. */
export function locationName(code: string | null): string | null {
  return rowOf(code ?? '')?.[1] ?? null;
}

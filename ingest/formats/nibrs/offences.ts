import { openCodeTable } from '../../codes/codeTable.js';
import type { IncidentKind } from '../../records/incidents.js';

/** An offence of the FBI's Uniform Crime Reporting, and where it belongs among the graph's codes. */
export interface Offence {
  readonly name: string;
  readonly kind: IncidentKind;
  /** Crime area of EMPACT; `DRUGS` is settled by the drugs of the report, null where none fits. */
  readonly crimeArea: string | null;
}

const rowOf = openCodeTable('nibrsOffences.tsv');

/** The offence of a code; null for one that the list does not have. */
export function findOffence(code: string): Offence | null {
  const [, name, kind, crimeArea] = rowOf(code) ?? [];
  return name === undefined ? null : { name, kind: kind as IncidentKind, crimeArea: crimeArea ?? null };
}

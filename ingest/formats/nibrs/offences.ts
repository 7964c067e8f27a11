import { readCodeTable } from '../../codes/codeTable.js';
import type { IncidentKind } from '../../records/incidents.js';

/** An offence of the FBI's Uniform Crime Reporting, and where it belongs among the graph's codes. */
export interface Offence {
  readonly name: string;
  readonly kind: IncidentKind;
  /** Crime area of EMPACT; `DRUGS` is settled by the drugs of the report, null where none fits. */
  readonly crimeArea: string | null;
}

let offences: ReadonlyMap<string, Offence> | undefined;

/** The offence of a code; null for one that the list does not have. */
export function findOffence(code: string): Offence | null {
  offences ??= new Map(
    readCodeTable('nibrsOffences.tsv').map(([each = '', name = '', kind, crimeArea]) => [
      each,
      { name, kind: kind as Offence['kind'], crimeArea: crimeArea ?? null },
    ]),
  );
  return offences.get(code) ?? null;
}

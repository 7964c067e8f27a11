import { openCodeTable } from '../../codes/codeTable.js';

/** Meaning of a NIBRS code. */
export interface Meaning {
  readonly name: string;
  /** Of an offence the kind of incident, of a drug the UNODC group, of property the commodity group. */
  readonly group: string | null;
  /** EMPACT crime area; `DRUGS` for offences whose drugs decide it; null where none fits. */
  readonly crimeArea: string | null;
}

/** Finds the meaning of a code; null for an unknown one. */
type FindMeaning = (code: string | null) => Meaning | null;

/** Offences of the FBI's Uniform Crime Reporting. */
export const findOffence = openList('nibrsOffences');

/** Drug types (data element 20). */
export const findDrug = openList('nibrsDrugs');

/** Kinds of property (data element 15). */
export const findProperty = openList('nibrsProperty');

/** Location types (data element 9). */
export const findPlace = openList('nibrsPlaces');

/** An offence by code and name: `35A Drug/Narcotic Violations`. */
export function nameOffence(code: string, otherwise = ''): string {
  return `${code} ${findOffence(code)?.name ?? otherwise}`.trim();
}

function openList(file: string): FindMeaning {
  const rowOf = openCodeTable(`formats/niem/${file}.tsv`);
  return (code) => {
    const [, name, group = null, crimeArea = null] = rowOf(code?.toUpperCase() ?? '') ?? [];
    return name === undefined ? null : { name, group, crimeArea };
  };
}

import { openCodeTable } from '../../codes/codeTable.js';

/** What a code of NIBRS stands for. */
export interface Meaning {
  readonly name: string;
  /** Of an offence its kind of incident, of a drug its group of the UNODC, of property its commodity group. */
  readonly group: string | null;
  /** Crime area of EMPACT; of offences `DRUGS`, where the drugs of the report settle it; null where none fits. */
  readonly crimeArea: string | null;
}

/** The meaning of a code; null for one that the list does not have. */
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

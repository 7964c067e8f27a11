import type { AnalysedRecord, Datum } from './record.js';

// From what tells most.
const byWeight: readonly Datum[] = [
  'identifier',
  'document',
  'birthDate',
  'birthPlace',
  'nationality',
  'gender',
  'flag',
  'type',
];

/**
 * The datum that would settle whether two records are of one bearer: of those that are silent the one that tells most, first
 * among those that one of the two already has, so that only the other has to be asked.
 */
export function settledBy(a: AnalysedRecord, b: AnalysedRecord, silent: readonly Datum[]): Datum | null {
  const open = byWeight.filter((datum) => silent.includes(datum));
  return (
    open.find((datum) => has(a, datum) || has(b, datum)) ??
    open.find((datum) => datum !== 'identifier' || a.kind !== 'person') ??
    null
  );
}

function has(record: AnalysedRecord, datum: Datum): boolean {
  const held = {
    identifier: record.identifiers,
    document: record.documents,
    birthDate: record.birthDates,
    birthPlace: record.birthPlaces,
    nationality: record.nationalities,
    gender: record.gender,
    flag: record.flag,
    type: record.type,
  };
  return held[datum] !== undefined;
}

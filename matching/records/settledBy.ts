import type { AnalysedRecord, Datum } from './record.js';

// The most decisive first.
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
 * The datum that would settle whether two records have one bearer: the most decisive silent one, preferably one that either
 * record already has, so that only the other has to be asked for it.
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
  return record[memberOf[datum]] !== undefined;
}

const memberOf = {
  identifier: 'identifiers',
  document: 'documents',
  birthDate: 'birthDates',
  birthPlace: 'birthPlaces',
  nationality: 'nationalities',
  gender: 'gender',
  flag: 'flag',
  type: 'type',
} as const satisfies Record<Datum, keyof AnalysedRecord>;

import type { AnalysedRecord, Datum, Silence } from './record.js';

// The most decisive first; an address decides nothing.
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
export function settledBy(a: AnalysedRecord, silent: readonly Silence[]): Datum | null {
  const statedBy = new Map(silent.map((each) => [each.datum, each.statedBy]));
  const open = byWeight.filter((datum) => statedBy.has(datum));
  return (
    open.find((datum) => statedBy.get(datum) !== 'neither') ??
    open.find((datum) => datum !== 'identifier' || a.kind !== 'person') ??
    null
  );
}

/** The data that were not compared, and who states them. */
export function silencesOf(a: AnalysedRecord, b: AnalysedRecord, data: readonly Datum[]): readonly Silence[] {
  return data.map((datum) => {
    const [first, second] = [has(a, datum), has(b, datum)];
    return { datum, statedBy: first && second ? 'both' : first ? 'first' : second ? 'second' : 'neither' };
  });
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
  address: 'addresses',
  flag: 'flag',
  type: 'type',
} as const satisfies Record<Datum, keyof AnalysedRecord>;

import { compareNames } from '../names/comparison/compareNames.js';
import { cutOff } from '../names/comparison/scoreAlignment.js';
import { compareBirthDates } from './birthDates.js';
import type { AnalysedRecord, Datum, Evidence, NumberedThing } from './record.js';
import { compareFlags, compareTypes } from './vessels.js';
import { weights } from './weights.js';

/** Numbers of fewer signs are borne by many. */
const shortestNumber = 5;

/** What each datum says that both records have. */
export function evidenceOf(a: AnalysedRecord, b: AnalysedRecord): readonly Evidence[] {
  return [
    both(a.identifiers, b.identifiers, compareIdentifiers),
    both(a.documents, b.documents, compareDocuments),
    both(a.birthDates, b.birthDates, compareBirthDates),
    both(a.nationalities, b.nationalities, compareNationalities),
    both(a.birthPlaces, b.birthPlaces, (one, other) =>
      plainly(
        'birthPlace',
        one.some((each) => other.some((place) => compareNames(each, place).score >= cutOff)),
      ),
    ),
    both(a.gender, b.gender, (one, other) => plainly('gender', one === other)),
    compareFlags(a, b),
    both(a.type, b.type, compareTypes),
  ].filter((each) => each !== undefined);
}

function both<Value>(
  a: Value | undefined,
  b: Value | undefined,
  compare: (a: Value, b: Value) => Evidence | undefined,
): Evidence | undefined {
  return a === undefined || b === undefined ? undefined : compare(a, b);
}

function plainly(datum: Extract<Datum, 'birthPlace' | 'gender' | 'nationality'>, agrees: boolean): Evidence {
  const says = agrees ? 'agrees' : 'disagrees';
  return { datum, says, bits: weights[datum][says] };
}

function compareNationalities(a: readonly string[], b: readonly string[]): Evidence {
  return plainly(
    'nationality',
    a.some((each) => b.includes(each)),
  );
}

/** Kinds of numbers that go with a flag, and those that a bearer keeps for life, which are heard alone. */
const changing: ReadonlySet<string> = new Set(['mmsi', 'callsign']);
const lifelong = 'imo';

function compareIdentifiers(a: readonly NumberedThing[], b: readonly NumberedThing[]): Evidence | undefined {
  const ofOneKind = a.flatMap((one) =>
    b.flatMap(({ kind, number }) => (kind === one.kind ? [{ kind, isEqual: number === one.number }] : [])),
  );
  const kept = ofOneKind.filter(({ kind }) => kind === lifelong);
  const compared = kept.length > 0 ? kept : ofOneKind;
  if (compared.length === 0) return undefined;
  const { agrees, disagrees, lifelong: never, changes } = weights.identifier;
  if (compared.some(({ isEqual }) => isEqual)) return { datum: 'identifier', says: 'agrees', bits: agrees };
  const bits = kept.length > 0 ? never : compared.every(({ kind }) => changing.has(kind)) ? changes : disagrees;
  return { datum: 'identifier', says: 'disagrees', bits };
}

// A person has several documents, one after the other: another number says nothing.
function compareDocuments(a: readonly NumberedThing[], b: readonly NumberedThing[]): Evidence | undefined {
  const pairs = a
    .flatMap((one) => b.map((other) => [one, other] as const))
    .filter(([one]) => one.number.length >= shortestNumber);
  if (pairs.some(([one, other]) => one.number === other.number))
    return { datum: 'document', says: 'agrees', bits: weights.document.agrees };
  if (pairs.some(([one, other]) => one.kind === other.kind && isOneSignOff(one.number, other.number)))
    return { datum: 'document', says: 'near', bits: weights.document.near, how: 'one sign is another' };
  return undefined;
}

function isOneSignOff(a: string, b: string): boolean {
  return a.length === b.length && a.length > shortestNumber && [...a].filter((sign, at) => sign !== b[at]).length === 1;
}

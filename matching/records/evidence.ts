import { compareNames } from '../names/comparison/compareNames.js';
import { cutOff } from '../names/comparison/scoreAlignment.js';
import { compareAddresses } from './addresses.js';
import { compareBirthDates } from './birthDates.js';
import type { AnalysedRecord, Datum, Evidence, NumberedThing } from './record.js';
import { compareFlags, compareTypes } from './vessels.js';
import { weights } from './weights.js';

/** Shorter numbers are not unique enough. */
const shortestNumber = 5;

/** The evidence of each datum that both records have. */
export function evidenceOf(a: AnalysedRecord, b: AnalysedRecord): readonly Evidence[] {
  return [
    both(a.identifiers, b.identifiers, compareIdentifiers),
    both(a.documents, b.documents, compareDocuments),
    both(a.birthDates, b.birthDates, compareBirthDates),
    both(a.nationalities, b.nationalities, (one, other) =>
      agreement(
        'nationality',
        one.some((each) => other.includes(each)),
      ),
    ),
    both(a.birthPlaces, b.birthPlaces, (one, other) =>
      agreement(
        'birthPlace',
        one.some((each) => other.some((place) => compareNames(each, place).score >= cutOff)),
      ),
    ),
    both(a.gender, b.gender, (one, other) => agreement('gender', one === other)),
    both(a.addresses, b.addresses, compareAddresses),
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

function agreement(datum: Extract<Datum, 'birthPlace' | 'gender' | 'nationality'>, agrees: boolean): Evidence {
  const says = agrees ? 'agrees' : 'disagrees';
  return { datum, says, bits: weights[datum][says] };
}

/** Kinds of numbers that change with the flag, and the kind kept for life, beside which no other counts. */
const changing: ReadonlySet<string> = new Set(['mmsi', 'callsign']);
const lifelong = 'imo';

function compareIdentifiers(a: readonly NumberedThing[], b: readonly NumberedThing[]): Evidence | undefined {
  const ofOneKind = a.flatMap((one) =>
    b.flatMap(({ kind, number }) => (kind === one.kind ? [{ kind, isEqual: number === one.number }] : [])),
  );
  const forLife = ofOneKind.filter(({ kind }) => kind === lifelong);
  const compared = forLife.length > 0 ? forLife : ofOneKind;
  if (compared.length === 0) return undefined;
  const { identifier } = weights;
  if (compared.some(({ isEqual }) => isEqual)) return { datum: 'identifier', says: 'agrees', bits: identifier.agrees };
  const changed = compared.every(({ kind }) => changing.has(kind)) ? identifier.changes : identifier.disagrees;
  return { datum: 'identifier', says: 'disagrees', bits: forLife.length > 0 ? identifier.lifelong : changed };
}

// A person has several documents over time, so a different number says nothing.
function compareDocuments(a: readonly NumberedThing[], b: readonly NumberedThing[]): Evidence | undefined {
  const pairs = a
    .flatMap((one) => b.map((other) => [one, other] as const))
    .filter(([one]) => one.number.length >= shortestNumber);
  if (pairs.some(([one, other]) => one.number === other.number))
    return { datum: 'document', says: 'agrees', bits: weights.document.agrees };
  if (pairs.some(([one, other]) => one.kind === other.kind && isOneSignOff(one.number, other.number)))
    return { datum: 'document', says: 'near', bits: weights.document.near, how: 'one character differs' };
  return undefined;
}

function isOneSignOff(a: string, b: string): boolean {
  return a.length === b.length && a.length > shortestNumber && [...a].filter((sign, at) => sign !== b[at]).length === 1;
}

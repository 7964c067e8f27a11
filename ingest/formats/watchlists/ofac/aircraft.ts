import { parseIcaoAddress } from '../../../../schema/identifiers/icaoAddress.js';
import type { StatedIdentification, StatedName } from '../../../records/persons.js';
import { toDateFlag, toWordedDate } from '../dates.js';
import { type Flags, readCountry } from '../flags.js';
import { toAircraftMarks } from './aircraftMarks.js';

type Part = 'mark' | 'former' | 'serial' | 'construction' | 'model' | 'built' | 'address' | 'operator' | 'country';

/** Labels as OFAC prints them; the value follows. */
const labels: readonly (readonly [RegExp, Part])[] = [
  [/^Previous Aircraft Tail Number/i, 'former'],
  [/^Aircraft Tail Number/i, 'mark'],
  [/^Aircraft Manufacturer'?s Serial Number(?: \(MSN\))?/i, 'serial'],
  [/^Aircraft Construction Number(?: \((?:also called|a\.k\.a\.)[^()]*\))?/i, 'construction'],
  [/^Aircraft Serial Identification/i, 'construction'],
  [/^Aircraft Model/i, 'model'],
  [/^Aircraft Manufacture Date/i, 'built'],
  [/^Aircraft Mode S Transponder Code/i, 'address'],
  [/^Aircraft Operator/i, 'operator'],
  [/^Nationality of Registration/i, 'country'],
];

/** Parts that a record has once; brackets after their values belong to the value, not to a number. */
const single: ReadonlySet<Part> = new Set(['model', 'built', 'address', 'operator', 'country']);

interface Statement {
  readonly part: Part;
  /** Without brackets. */
  readonly label: string;
  readonly value: string;
  /** ISO 3166-1 alpha-2, in brackets after a number. */
  readonly country: string | null;
}

/** What a clause states of an aircraft; null for any other clause. */
function parseClause(clause: string): Statement | null {
  for (const [pattern, part] of labels) {
    const found = pattern.exec(clause)?.[0];
    const value = found === undefined ? null : /^[\s:]+(\S.*)$/.exec(clause.slice(found.length))?.[1];
    if (found === undefined || !value) continue;
    const label = found.replace(/ \([^()]*\)$/, '');
    const [, number = '', place = ''] = /^(.*\S) \(([^()]+)\)$/.exec(value) ?? [];
    const isWhole = (single.has(part) && part !== 'address') || place === '';
    const country = isWhole ? null : readCountry(place).code;
    return { part, label, country, value: country === null ? value : number };
  }
  return null;
}

/** Whether a clause states something of an aircraft. */
export function isAircraftClause(clause: string): boolean {
  return parseClause(clause) !== null;
}

/**
 * Reads the remaining clauses of the remarks of an aircraft. The serial number is the manufacturer's, else the construction
 * number; a second number becomes an identification, any other second value goes to `rest`.
 *
 * @param clauses as written
 */
export function readAircraft(clauses: readonly string[], names: readonly StatedName[], flags: Flags) {
  /** Clauses without a field, as written. */
  const rest: string[] = [];
  const stated = new Map<Part, string[]>();
  const numbers: StatedIdentification[] = [];
  let registeredIn: string | null = null;
  for (const clause of clauses) {
    const found = parseClause(withoutStop(clause.replace(/^alt\.\s+/i, '')));
    const doubt = found && findDoubt(found);
    if (doubt !== null) flags.raise(doubt);
    if (found === null || doubt !== null) {
      rest.push(clause);
      continue;
    }
    const { part, label, value, country } = found;
    if (country !== null && part === 'mark') registeredIn ??= country;
    const values = stated.get(part) ?? [];
    if (values.includes(value)) continue;
    if (part === 'serial' || part === 'construction')
      numbers.push({ type: 'OTHER', number: value, country, scheme: label });
    if (values.length > 0 && single.has(part)) rest.push(clause);
    else stated.set(part, [...values, value]);
  }
  const of = (part: Part): readonly string[] => stated.get(part) ?? [];
  const { misshapen, ...marks } = toAircraftMarks(of('mark'), of('former'), names);
  if (misshapen) flags.raise('REGISTRATION_FORM');
  const serialNumber = of('serial')[0] ?? of('construction')[0] ?? null;
  return {
    ...marks,
    country: readCountry(of('country')[0] ?? '').code ?? registeredIn,
    serialNumber,
    model: of('model')[0] ?? null,
    buildDate: toWordedDate(of('built')[0] ?? ''),
    icaoAddress: parseIcaoAddress(of('address')[0] ?? ''),
    operator: of('operator')[0] ?? null,
    identifications: numbers.filter(({ number }) => number !== serialNumber),
    rest,
  };
}

/** Drops the full stop at the end of the remarks, but not that of an abbreviation. */
function withoutStop(clause: string): string {
  const isName = /(?:\p{L}\.){2,}$|\b(?:ltd|inc|co|corp|llc|plc)\.$/iu.test(clause.slice(-20));
  return isName ? clause : clause.replace(/\.$/, '');
}

/** Flag of a value without its form. */
function findDoubt({ part, value }: Statement): string | null {
  if (part === 'built') return toWordedDate(value) === null ? toDateFlag(value) : null;
  if (part === 'address') return parseIcaoAddress(value) === null ? 'ICAO_ADDRESS_FORM' : null;
  const { code, flag } = readCountry(value);
  return part !== 'country' || code !== null ? null : (flag ?? 'COUNTRY_UNKNOWN');
}

import { containerCheckDigit } from '../../../schema/identifiers/containerId.js';
import { imoCheckDigit } from '../../../schema/identifiers/imo.js';
import { weightedCheckDigit } from '../../../schema/identifiers/letterValues.js';
import { mrnCheckDigit } from '../../../schema/identifiers/mrn.js';

/*
 * Numbers that pass every check and belong to nobody: owner codes ZZZ and XXX, IMO numbers below 1,000,000 (none was ever
 * assigned), documents marked SPEC and X00, `DEMO` where an authority would write its own digits.
 */

/** Container `ZZZU` + serial + check digit (ISO 6346). */
export function containerNumber(serial: number, owner = 'ZZZU'): string {
  const stem = `${owner}${String(serial).padStart(6, '0')}`;
  return `${stem}${containerCheckDigit(stem)}`;
}

/** True where the serial's remainder may be 10, which ISO 6346 advises against. */
export function isAmbiguousSerial(serial: number, owner = 'ZZZU'): boolean {
  const stem = `${owner}${String(serial).padStart(6, '0')}`;
  // Why: remainders of 0 and 10 give the same digit, so both are skipped.
  return weightedCheckDigit(stem) === 0;
}

/** MRN of 18 characters: year, country, `DEMO` + serial, procedure R (entry summary), check digit. */
export function mrn(year: number, country: string, serial: number, procedure = 'R'): string {
  const stem = `${String(year % 100).padStart(2, '0')}${country}DEMO${String(serial).padStart(8, '0')}${procedure}`;
  return `${stem}${mrnCheckDigit(stem)}`;
}

/** IMO ship number `0xxxxx` + check digit. */
export function imoNumber(serial: number): string {
  const stem = String(serial).padStart(6, '0');
  return `${stem}${imoCheckDigit(stem)}`;
}

/** MMSI that begins with 000, as no station's does. */
export function mmsi(serial: number): string {
  return `000${String(serial).padStart(6, '0')}`;
}

/** Call sign in Q, which the ITU assigns to no country. */
export function callSign(serial: number): string {
  return `QX${String(serial).padStart(3, '0')}`;
}

/** Registration mark in Q, with which no nationality mark begins. */
export function registrationMark(serial: number): string {
  return `QX-${String(serial).padStart(4, '0')}`;
}

/** EORI: country and `DEMO` + serial. */
export function eori(country: string, serial: number): string {
  return `${country}DEMO${String(serial).padStart(9, '0')}`;
}

/** Specimen passport. */
export function passportNumber(serial: number): string {
  return `SPEC${String(serial).padStart(6, '0')}`;
}

/** Specimen identity card. */
export function identityCardNumber(serial: number): string {
  return `X00${String(serial).padStart(7, '0')}`;
}

import { weightedCheckDigit } from './letterValues.js';

/**
 * A master reference number without spaces, in upper case.
 *
 * @returns null where it does not have the form: year (2 digits), country (2 letters), 12 letters or digits, procedure
 *   (letter or digit), check digit. A wrong check digit still has the form: it is a quality flag, never a refusal.
 * @see Implementing Regulation (EU) 2015/2447, annex B; an18
 */
export function parseMrn(text: string): string | null {
  const compact = text.toUpperCase().replaceAll(/\s/g, '');
  return /^\d{2}[A-Z]{2}[A-Z0-9]{13}\d$/.test(compact) ? compact : null;
}

/** True where form and check digit hold. @see DG XXI/0879/99, check character of the MRN */
export function isValidMrn(mrn: string): boolean {
  return parseMrn(mrn) === mrn && mrnCheckDigit(mrn) === Number(mrn[17]);
}

/** Check digit of the first 17 characters, 0 to 9. @see DG XXI/0879/99 */
export function mrnCheckDigit(mrn: string): number {
  return weightedCheckDigit(mrn.slice(0, 17));
}

import { weightedCheckDigit } from './letterValues.js';

/**
 * A container's number without spaces, hyphens, dots and slashes, in upper case: `CSQU3054383`.
 *
 * @returns null where it does not have the form of ISO 6346: owner code (3 letters), equipment category (a letter),
 *   serial number (6 digits), check digit. A wrong check digit or a category other than U, J or Z still has the form.
 */
export function parseContainerId(text: string): string | null {
  const compact = text.toUpperCase().replaceAll(/[\s./-]/g, '');
  return /^[A-Z]{4}\d{7}$/.test(compact) ? compact : null;
}

/** True where category letter and check digit hold. @see ISO 6346:2022, clause 4 and annex A */
export function isValidContainerId(containerId: string): boolean {
  return /^[A-Z]{3}[UJZ]\d{7}$/.test(containerId) && containerCheckDigit(containerId) === Number(containerId[10]);
}

/** Check digit of the first ten characters, 0 to 9. @see ISO 6346:2022, annex A */
export function containerCheckDigit(containerId: string): number {
  return weightedCheckDigit(containerId.slice(0, 10));
}

/**
 * An EORI number without spaces, in upper case: country code and up to 15 letters or digits.
 *
 * @returns null where it does not have the form; national check digits are not judged
 * @see Delegated Regulation (EU) 2015/2446, annex 12-01; an..17
 */
export function parseEori(text: string): string | null {
  const compact = text.toUpperCase().replaceAll(/[\s.-]/g, '');
  return /^[A-Z]{2}[A-Z0-9]{1,15}$/.test(compact) ? compact : null;
}

/**
 * A UN/LOCODE without its space, in upper case: `NLRTM`.
 *
 * @returns null where it does not have the form: country (2 letters) and place (3 letters or digits 2 to 9)
 * @see UNECE Recommendation 16
 */
export function parseUnlocode(text: string): string | null {
  const compact = text.toUpperCase().replaceAll(/\s/g, '');
  return /^[A-Z]{2}[A-Z2-9]{3}$/.test(compact) ? compact : null;
}

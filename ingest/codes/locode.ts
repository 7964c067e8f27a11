import { parseUnlocode } from '../../schema/identifiers/unlocode.js';
import { toCountryCode } from './countries.js';

/** Country part of installations on the high seas (UN/LOCODE manual, part 2). */
const internationalWaters = 'XZ';

/**
 * A UN/LOCODE as five characters, `NLRTM`, from a text that has its form and whose country exists. Whether such a place
 * is in the list is not asked: the list changes twice a year. Null otherwise.
 *
 * @see UNECE Recommendation 16
 */
export function toLocode(text: string | null | undefined): string | null {
  const code = text ? parseUnlocode(text) : null;
  if (code === null) return null;
  const country = code.slice(0, 2);
  return country === internationalWaters || toCountryCode(country) === country ? code : null;
}

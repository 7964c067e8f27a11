import { parseUnlocode } from '../../schema/identifiers/unlocode.js';
import { toCountryCode } from './countries.js';

/** Country code of installations on the high seas (UN/LOCODE manual, part 2). */
const internationalWaters = 'XZ';

/**
 * A UN/LOCODE of five characters, `NLRTM`; null for a text of another form or without a real country. The list itself is
 * not consulted: it changes twice a year.
 *
 * @see UNECE Recommendation 16
 */
export function toLocode(text: string | null | undefined): string | null {
  const code = text ? parseUnlocode(text) : null;
  if (code === null) return null;
  const country = code.slice(0, 2);
  return country === internationalWaters || toCountryCode(country) === country ? code : null;
}

// SPDX-License-Identifier: Apache-2.0
import { toCountryCode } from '../../codes/countries.js';
import { type OfacRemarks, parseRemarks } from '../ofac/remarks.js';

/**
 * Reads the identifiers of an entry: `FR, X0000001, Passport; IMO 1234567, Vessel Registration Identification`. Each is
 * put back into the words of the Treasury's lists, from which the table was made, and read as those are: the type comes
 * first, the country in brackets last.
 */
export function parseIds(ids: readonly string[]): OfacRemarks {
  return parseRemarks(ids.map(toClause).join('; '));
}

function toClause(id: string): string {
  const parts = id.split(', ').map((part) => part.trim());
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return id;
  const country = rest.length > 1 && /^[A-Z]{2}$/.test(first) && toCountryCode(first) !== null ? first : null;
  const values = country === null ? parts : rest;
  const type = (values.at(-1) as string).replace(/[\s:-]+$/, '');
  const value = values.slice(0, -1).join(', ');
  return `${type} ${value}${country === null ? '' : ` (${country})`}`;
}

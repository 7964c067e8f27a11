import { toCountryCode } from '../../../codes/countries.js';
import { isAircraftClause } from '../ofac/aircraft.js';
import { type OfacRemarks, parseRemarks } from '../ofac/remarks.js';

/**
 * Reads the identifiers of an entry: `FR, X0000001, Passport; IMO 1234567, Vessel Registration Identification`. Each is
 * rewritten as in the Treasury's lists, from which the table was made, with the type first and the country in brackets
 * last, and read as those are. Identifiers with the type first are understood too.
 */
export function parseIds(ids: readonly string[]): OfacRemarks {
  return parseRemarks(ids.map(toClause).join('; '));
}

function toClause(id: string): string {
  const parts = id.split(', ').map((part) => part.trim());
  const [first = ''] = parts;
  const country = parts.length > 2 && /^[A-Z]{2}$/.test(first) && toCountryCode(first) !== null ? first : null;
  const values = country === null ? parts : parts.slice(1);
  const place = country === null ? '' : ` (${country})`;
  const typeLast = `${[...values.slice(-1), values.slice(0, -1).join(', ')].join(' ').trim()}${place}`;
  const typeFirst = `${[values[0], values.slice(1).join(', ')].join(' ').trim()}${place}`;
  return [typeLast, typeFirst].find(isUnderstood) ?? typeLast;
}

function isUnderstood(clause: string): boolean {
  return isAircraftClause(clause) || parseRemarks(clause).rest.length === 0;
}

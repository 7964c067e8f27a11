import { parseIcaoAddress } from '../icaoAddress.js';
import { looksLikeRegistrationMark, parseRegistrationMark } from '../registrationMark.js';
import type { Reading, Recogniser } from './forms.js';
import { nationalityOf } from './nationalityMarks.js';
import { compacted } from './plain.js';

/**
 * Without a hyphen it begins with a mark of nationality: KL0861 is a flight, UN1203 a substance. With one, it may be of a state that
 * the table does not have.
 */
function readMark(text: string): Reading | null {
  const value = parseRegistrationMark(text);
  if (value === null || !looksLikeRegistrationMark(value)) return null;
  const nationality = nationalityOf(value);
  if (nationality === null && !value.includes('-')) return null;
  return { value, countries: nationality ?? [] };
}

/** An airline's two characters of IATA or three letters of ICAO, and its number; voyages of ships have that form, too. */
function readFlight(text: string, isLabelled: boolean): Reading | null {
  const value = compacted(text);
  if (text.length > 12 || !/^(?:[A-Z][A-Z0-9]|\d[A-Z]|[A-Z]{3}(?=\d\d))\d{1,4}[A-Z]?$/.test(value)) return null;
  return isLabelled || !value.startsWith('UN') ? { value } : null;
}

/** Without a digit it is one only in capitals or behind a label: it may be a word. */
function readAddress(text: string, isLabelled: boolean): Reading | null {
  const value = parseIcaoAddress(text);
  return value !== null && (isLabelled || /\d/.test(value) || text === value) ? { value } : null;
}

/** Aircraft, and journeys of them and of ships. */
export const flights: readonly Recogniser[] = [
  { form: 'REGISTRATION_MARK', label: 'registration|tail', read: readMark },
  { form: 'FLIGHT', label: 'flight|voyage', read: readFlight },
  { form: 'ICAO_ADDRESS', label: 'ICAO(?: ?24)?(?: address)?|mode s|hex', read: readAddress },
];

import { toCountryCode } from '../../../codes/countries.js';
import type { StatedAddress } from '../../../records/persons.js';

/** The values of a field that may hold several, separated by semicolons; each once. */
export function splitValues(text: string | null): readonly string[] {
  const values = (text ?? '').split(/;\s*(?:and\s+(?=\p{Lu}))?/u).map((value) => value.trim());
  return [...new Set(values.filter((value) => value !== ''))];
}

/** Addresses as written; the last part is the country where it names one. Street and city cannot be told apart. */
export function readAddresses(text: string | null): readonly StatedAddress[] {
  return splitValues(text).map((full) => ({ full, country: toCountryCode(full.split(', ').at(-1)) }));
}

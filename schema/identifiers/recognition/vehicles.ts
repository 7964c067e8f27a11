import type { Reading, Recogniser } from './forms.js';
import { compacted } from './plain.js';
import { readPlate } from './plates.js';

/** Weights of the seventeen characters; the ninth is the check digit. @see 49 CFR 565.15 */
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/** Values of the letters A to Z; I, O and Q are in no number. @see 49 CFR 565.15, table III */
const letterValues = '12345678012345070923456789';

/**
 * A vehicle identification number of ISO 3779: with a letter, and digits at its end. Its check digit is required in North America
 * and in China; elsewhere it is any character, so that a wrong one says nothing, and a right one is no proof.
 */
function readVin(text: string): Reading | null {
  const value = compacted(text);
  if (!/^[A-HJ-NPR-Z0-9]{14}\d{3}$/.test(value) || !/[A-Z]/.test(value)) return null;
  return { value, checkDigitValid: /^(?:[1-5L]|7[F-Z0-9])/.test(value) ? vinCheckDigit(value) === value[8] : null };
}

function vinCheckDigit(vin: string): string {
  let sum = 0;
  for (const [at, character] of [...vin].entries()) {
    const own = /\d/.test(character) ? character : letterValues[character.charCodeAt(0) - 65];
    sum += Number(own) * (weights[at] ?? 0);
  }
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/** Road vehicles. */
export const vehicles: readonly Recogniser[] = [
  { form: 'VIN', label: 'VIN|chassis', read: readVin },
  { form: 'LICENCE_PLATE', label: '(?:licence |number )?plate|registration', read: readPlate },
];

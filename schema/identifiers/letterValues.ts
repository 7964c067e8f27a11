/**
 * The value of a character in the check digits of ISO 6346 and of the MRN: a digit's own; letters from A = 10 upwards, skipping
 * the multiples of 11 (11, 22, 33).
 *
 * @returns NaN for any other character
 * @see ISO 6346:2022, annex A; DG XXI/0879/99 for the MRN, "algorithm based on ISO 6346"
 */
function letterValue(character: string): number {
  if (/^[0-9]$/.test(character)) return Number(character);
  return LETTER_VALUES.get(character) ?? Number.NaN;
}

/**
 * Sum of the characters' values, each times 2 to the power of its position from 0, modulo 11; 10 becomes 0.
 *
 * @see ISO 6346:2022, annex A
 */
export function weightedCheckDigit(text: string): number {
  let sum = 0;
  for (const [position, character] of [...text].entries()) sum += letterValue(character) * 2 ** position;
  return (sum % 11) % 10;
}

const LETTER_VALUES: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 29 }, (_, offset) => offset + 10)
    .filter((value) => value % 11 !== 0)
    .map((value, index) => [String.fromCharCode(65 + index), value]),
);

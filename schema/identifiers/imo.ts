/**
 * A ship's IMO number as seven digits: `7937317` for `IMO 7937317`.
 *
 * @returns null where it does not have the form; a wrong check digit still has it
 * @see IMO resolution A.1117(30)
 */
export function parseImo(text: string): string | null {
  return /^(?:IMO)?[\s:.-]*(\d{7})$/i.exec(text.trim())?.[1] ?? null;
}

/** True where form and check digit hold. @see IMO resolution A.1117(30) */
export function isValidImo(imo: string): boolean {
  return /^\d{7}$/.test(imo) && imoCheckDigit(imo) === Number(imo[6]);
}

/** Check digit of the first six digits, 0 to 9: the last digit of their sum, weighted 7 down to 2. */
export function imoCheckDigit(imo: string): number {
  let sum = 0;
  for (let position = 0; position < 6; position += 1) sum += Number(imo[position]) * (7 - position);
  return sum % 10;
}

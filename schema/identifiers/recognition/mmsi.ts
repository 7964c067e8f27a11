/**
 * A ship station's maritime mobile service identity as nine digits: `244670000` for `MMSI 244670000`.
 *
 * @returns null where it does not have the form; the first three digits are the country's, from 201 to 799
 * @see ITU-R M.585, annex 1
 */
export function parseMmsi(text: string): string | null {
  return /^(?:MMSI)?[\s:.-]*([2-7]\d{8})$/i.exec(text.trim())?.[1] ?? null;
}

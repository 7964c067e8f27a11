import { isValidImo, parseImo } from '../imo.js';
import type { Recogniser } from './forms.js';

/**
 * A ship station's maritime mobile service identity as nine digits: `244670000` for `244 670 000`.
 *
 * @returns null where it does not have the form; the first three digits are the country's, from 201 to 799
 * @see ITU-R M.585, annex 1
 */
export function parseMmsi(text: string): string | null {
  return /^[2-7]\d{8}$/.exec(text.replaceAll(/(?<=\d)[ .-](?=\d)/g, ''))?.[0] ?? null;
}

/** Two characters that a state's call signs begin with. @see ITU Radio Regulations, appendix 42 */
const series = '(?:[A-PR-Z][A-Z2-9]|[2-9][A-Z])';

/** @see ITU Radio Regulations, 19.55 and 19.56: no 0 or 1 behind a letter */
const shipSign = new RegExp(`^(?:${series}[A-Z]{2}[2-9]?|[A-PR-Z2-9][A-Z][2-9]\\d{3}|${series}[A-Z][2-9]\\d{3})$`);

/**
 * The radio call sign of a ship: `PBEX` for `P B E X`. Four letters are one only in capitals or behind a label: they may be any word.
 */
function parseCallSign(text: string, isLabelled: boolean): string | null {
  const sign = text.toUpperCase().replaceAll(/[\s-]/g, '');
  return shipSign.test(sign) && (isLabelled || /\d/.test(sign) || text === text.toUpperCase()) ? sign : null;
}

/** Ships. */
export const ships: readonly Recogniser[] = [
  {
    form: 'IMO',
    label: 'IMO',
    read: (text) => {
      const value = parseImo(text);
      return value === null ? null : { value, checkDigitValid: isValidImo(value) };
    },
  },
  {
    form: 'MMSI',
    label: 'MMSI',
    read: (text) => {
      const value = parseMmsi(text);
      return value === null ? null : { value };
    },
  },
  {
    form: 'CALL_SIGN',
    label: 'call ?sign',
    read: (text, isLabelled) => {
      const value = parseCallSign(text, isLabelled);
      return value === null ? null : { value };
    },
  },
];

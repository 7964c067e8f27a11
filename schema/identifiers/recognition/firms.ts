import { parseEori } from '../eori.js';
import type { Reading, Recogniser } from './forms.js';
import { compacted } from './plain.js';

async function readIban(text: string): Promise<Reading | null> {
  const value = compacted(text);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(value)) return null;
  const { validateIBAN, ValidationErrorsIBAN: errors } = await import('ibantools');
  const { valid, errorCodes } = validateIBAN(value);
  const ofCheck = [errors.WrongIBANChecksum, errors.WrongAccountBankBranchChecksum];
  if (!errorCodes.every((code) => ofCheck.includes(code))) return null;
  return { value, checkDigitValid: valid, countries: [value.slice(0, 2)] };
}

/** In capitals, with a digit, or behind a label: eight letters may be any word, and a word with a number the name of a ship. */
async function readBic(text: string, isLabelled: boolean): Promise<Reading | null> {
  const value = text.toUpperCase().replaceAll(' ', '');
  if (!/^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(value)) return null;
  if (!isLabelled && text !== value && (text.includes(' ') || !/\d/.test(value))) return null;
  const { isValidBIC } = await import('ibantools');
  return isValidBIC(value) ? { value, countries: [value.slice(4, 6)] } : null;
}

/** Has a letter in its middle: accounts of several countries have twenty characters, too. @see ISO 17442; ISO 7064, mod 97-10 */
function readLei(text: string): Reading | null {
  const value = compacted(text);
  if (!/^[A-Z0-9]{18}\d{2}$/.test(value) || !/[A-Z]/.test(value.slice(4, 18))) return null;
  return { value, checkDigitValid: isOneModulo97(value) };
}

/** Whether letters as 10 to 35, and digits, leave one modulo 97. @see ISO 7064 */
function isOneModulo97(value: string): boolean {
  return BigInt(value.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n === 1n;
}

/** Numbers of which `jsvat` knows the form alone: French keys with letters, and those of persons or of no state. */
const unchecked = /^(?:FR(?:[A-Z]|\d[A-Z])|EU|AD|LV[0-3]|CZ\d{9}$)/;

/** Weights of the digits before the check digit, modulo 11: `jsvat` takes a remainder of ten, which no number has, for zero. */
const weightsModulo11: Readonly<Record<string, readonly number[]>> = {
  NL: [9, 8, 7, 6, 5, 4, 3, 2],
  PL: [6, 5, 7, 2, 3, 4, 5, 6, 7],
};

function vatCheck(value: string, isValid: boolean): boolean | null {
  if (unchecked.test(value)) return null;
  // Why its own: `jsvat` knows none that begins with 1, which are given out since 2023.
  if (/^BE1/.test(value)) return 97 - (Number(value.slice(2, 10)) % 97) === Number(value.slice(10));
  const sum = (weightsModulo11[value.slice(0, 2)] ?? []).reduce(
    (all, each, at) => all + each * Number(value[at + 2]),
    0,
  );
  return isValid && (sum % 11 !== 10 || (value.startsWith('NL') && isOneModulo97(value)));
}

/** Of Europe, Russia and Brazil. Northern Ireland's are those of the United Kingdom under another prefix. */
async function readVatNumber(text: string): Promise<Reading | null> {
  const value = compacted(text);
  if (!/^[A-Z]{2}[A-Z0-9+*]{2,16}$/.test(value) || !/\d{2}/.test(value)) return null;
  const { checkVAT, countries } = await import('jsvat');
  const { isValid, isValidFormat, country } = checkVAT(value.replace(/^XI/, 'GB'), countries);
  if (!isValidFormat && !/^BE1\d{9}$/.test(value)) return null;
  return {
    value,
    checkDigitValid: vatCheck(value, isValid),
    countries: country && country.isoCode.short !== 'EU' ? [country.isoCode.short] : [],
  };
}

let countries: Intl.DisplayNames | undefined;

/** Of a land, of Northern Ireland, or under a code that ISO 3166-1 leaves to its users. */
function isOfCountry(value: string): boolean {
  countries ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return value.startsWith('X') || countries.of(value.slice(0, 2)) !== undefined;
}

/** At least five digits behind a land's code: by form alone every word of up to seventeen letters is an EORI. */
function readEori(text: string): Reading | null {
  const value = parseEori(text);
  return value !== null && value.replaceAll(/\D/g, '').length >= 5 && isOfCountry(value) ? { value } : null;
}

/** Accounts, banks, and numbers of firms. */
export const firms: readonly Recogniser[] = [
  { form: 'IBAN', label: 'IBAN', read: readIban },
  { form: 'BIC', label: 'BIC|SWIFT', read: readBic },
  { form: 'LEI', label: 'LEI', read: readLei },
  { form: 'VAT_NUMBER', label: 'VAT|TVA|BTW|USt-?IdNr|MwSt|IVA|NIF|PTU', read: readVatNumber },
  { form: 'EORI', label: 'EORI', read: readEori },
];

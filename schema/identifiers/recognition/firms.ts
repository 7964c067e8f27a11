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
  const digits = value.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return { value, checkDigitValid: BigInt(digits) % 97n === 1n };
}

/** Of Europe, Russia and Brazil. Northern Ireland's are those of the United Kingdom under another prefix. */
async function readVatNumber(text: string): Promise<Reading | null> {
  const value = compacted(text);
  if (!/^[A-Z]{2}[A-Z0-9+*]{2,16}$/.test(value) || !/\d{2}/.test(value)) return null;
  const { checkVAT, countries } = await import('jsvat');
  const { isValid, isValidFormat, country } = checkVAT(value.replace(/^XI/, 'GB'), countries);
  if (!isValidFormat) return null;
  return {
    value,
    checkDigitValid: isValid,
    countries: country && country.isoCode.short !== 'EU' ? [country.isoCode.short] : [],
  };
}

/** At least five digits: by form alone every word of up to seventeen letters is an EORI. */
function readEori(text: string): Reading | null {
  const value = parseEori(text);
  if (value === null || value.replaceAll(/\D/g, '').length < 5) return null;
  return { value };
}

/** Accounts, banks, and numbers of firms. */
export const firms: readonly Recogniser[] = [
  { form: 'IBAN', label: 'IBAN', read: readIban },
  { form: 'BIC', label: 'BIC|SWIFT', read: readBic },
  { form: 'LEI', label: 'LEI', read: readLei },
  { form: 'VAT_NUMBER', label: 'VAT|TVA|BTW|USt-?IdNr|MwSt|IVA|NIF|PTU', read: readVatNumber },
  { form: 'EORI', label: 'EORI', read: readEori },
];

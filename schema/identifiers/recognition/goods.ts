import { containerCheckDigit, parseContainerId } from '../containerId.js';
import { isValidMrn, parseMrn } from '../mrn.js';
import { parseUnlocode } from '../unlocode.js';
import type { Reading, Recogniser } from './forms.js';

/**
 * A code of the Harmonized System as its digits: `847130` for `8471.30`. Four digits are a heading, six a subheading, eight a code
 * of the Combined Nomenclature, ten a TARIC code.
 *
 * @returns null where it does not have the form: chapters go from 01 to 97
 */
export function parseHsCode(text: string): string | null {
  const [, code] = /^(\d{2}[. ]?\d{2}|\d{4}[. ]?\d{2}(?:[. ]?\d{2}){0,2})$/.exec(text.trim()) ?? [];
  const digits = code?.replaceAll(/\D/g, '') ?? '';
  const chapter = Number(digits.slice(0, 2));
  return chapter >= 1 && chapter <= 97 ? digits : null;
}

/** Declarations, containers, goods, and their transport. */
export const goods: readonly Recogniser[] = [
  {
    form: 'MRN',
    label: 'MRN',
    read: (text) => {
      const value = parseMrn(text.replaceAll('-', ''));
      return value === null ? null : { value, checkDigitValid: isValidMrn(value), countries: [value.slice(2, 4)] };
    },
  },
  {
    form: 'CONTAINER',
    label: 'container|cntr|ctr',
    read: (text) => {
      const value = parseContainerId(text);
      return value === null ? null : { value, checkDigitValid: containerCheckDigit(value) === Number(value[10]) };
    },
  },
  {
    form: 'HS_CODE',
    label: 'HS|CN|TARIC',
    isWeak: true,
    read: (text, isLabelled) => valued(hsCodeOf(text, isLabelled)),
  },
  {
    form: 'UN_NUMBER',
    label: 'UN|ONU',
    isWeak: true,
    // A substance's number of the UN Recommendations on the Transport of Dangerous Goods, which go from 0004.
    read: (text, isLabelled) => (isLabelled && /^[0-3]\d{3}$/.test(text) ? { value: `UN${text}` } : null),
  },
  { form: 'UNLOCODE', label: 'UN/?LOCODE', read: (text) => valued(parseUnlocode(text)) },
  {
    form: 'AIR_WAYBILL',
    label: 'M?AWB|air ?waybill',
    read: readWaybill,
  },
];

/**
 * The prefix of an airline, a serial number of seven digits and their check digit: `020-12345675`. Of eleven digits alone, those with
 * a wrong one are something else.
 *
 * @see IATA Resolution 600a
 */
function readWaybill(text: string, isLabelled: boolean): Reading | null {
  const [, airline, serial = '', check] = /^(\d{3})[- ]?(\d{4}[- ]?\d{3})(\d)$/.exec(text) ?? [];
  const digits = serial.replace(/\D/, '');
  const checkDigitValid = Number(digits) % 7 === Number(check);
  if (airline === undefined || !(checkDigitValid || isLabelled || text[3] === '-')) return null;
  return { value: `${airline}-${digits}${check}`, checkDigitValid };
}

/** Behind the label a code may have its last digits grouped otherwise. */
function hsCodeOf(text: string, isLabelled: boolean): string | null {
  return parseHsCode(text) ?? (isLabelled ? parseHsCode(text.replaceAll(/[. ]/g, '')) : null);
}

function valued(value: string | null) {
  return value === null ? null : { value };
}

import { compactNumber } from '../documentNumber.js';
import type { Reading, Recogniser } from './forms.js';

/** Characters of a line, by those of a zone: visas of two sizes are like passports and cards. @see ICAO Doc 9303, parts 4 to 7 */
const lineLengths: Readonly<Record<number, number>> = { 72: 36, 88: 44, 90: 30 };

/** Where the name stands, by the number of lines. */
const nameLines: Readonly<Record<number, number>> = { 2: 0, 3: 2 };

/**
 * A zone as one text. Of the line of the name, fillers at the end are often lost, or are too many, where it is copied or read by a
 * machine: the other lines say how many there are.
 */
function zoneOf(text: string): string {
  const lines = text.toUpperCase().split(' ');
  const at = nameLines[lines.length];
  const length = lines[1]?.length ?? 0;
  return lines.map((line, index) => (index === at ? line.replace(/<+$/, '').padEnd(length, '<') : line)).join('');
}

/** A visa has check digits for these alone, and none for the whole. @see ICAO Doc 9303, part 7 */
const ofVisas: ReadonlySet<string | null> = new Set([
  ...['documentNumberCheckDigit', 'birthDateCheckDigit', 'expirationDateCheckDigit'],
]);

/**
 * The zone of a passport, a card or a visa, with the number and the name that it states. States without a code, such as the
 * specimen's, do not make it wrong.
 */
async function readZone(text: string): Promise<readonly Reading[] | null> {
  const value = zoneOf(text);
  const length = lineLengths[value.length];
  if (length === undefined || !/^[PACIV][A-Z0-9<]+$/.test(value) || !value.includes('<<')) return null;
  const { parse } = await import('mrz');
  const { details, documentNumber } = parse(value.match(new RegExp(`.{${length}}`, 'g')) ?? [], { autocorrect: false });
  const isVisa = value.startsWith('V');
  const checks = details.filter(({ field }) => (isVisa ? ofVisas.has(field) : field?.endsWith('CheckDigit')));
  const stated = (name: string) => details.find(({ field }) => field === name)?.value ?? '';
  const name = `${stated('firstName')} ${stated('lastName')}`.trim();
  return [
    { value, checkDigitValid: checks.length > 0 && checks.every(({ valid }) => valid) },
    ...(documentNumber ? [{ form: 'DOCUMENT_NUMBER' as const, value: documentNumber.replaceAll('<', '') }] : []),
    ...(name === '' ? [] : [{ form: 'NAME' as const, value: name }]),
  ];
}

/** A travel document's, register's or authority's. It has at least as many digits as letters: others are names with a year. */
function readNumber(text: string): Reading | null {
  const value = compactNumber(text);
  const digits = value.replaceAll(/\D/g, '').length;
  return /^[A-Z0-9]{5,30}$/.test(value) && digits >= 3 && digits * 2 >= value.length ? { value } : null;
}

/** Documents of persons, and numbers of registers. */
export const documents: readonly Recogniser[] = [
  { form: 'MRZ', read: readZone },
  {
    form: 'DOCUMENT_NUMBER',
    label: 'passport|document|identity card|id(?: card)?|visa',
    isWeak: true,
    read: readNumber,
  },
];

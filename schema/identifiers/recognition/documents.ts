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

/** The lines of a zone that state the number, dates and all but the name, the name of a passport or a visa, and the number of a card. */
const ofHolder = /^(?=.{36}(?:.{8})?$)[A-Z0-9<]{9}[\d<][A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]+$/;
const ofName = /^[PV][A-Z<]{4}[A-Z<]+<<[A-Z<]*$/;
const ofCard = /^[ACI][A-Z<]{4}[A-Z0-9<]{9}[\d<][A-Z0-9<]{15}$/;

/** The lines of a zone of which one alone was copied, the others without anything that they could state; else null. */
function linesAround(line: string): readonly string[] | null {
  const empty = (length: number, begin = '') => begin.padEnd(length, '<');
  if (ofHolder.test(line)) return [empty(line.length, line.length === 44 ? 'P<UTO' : 'I<UTO'), line];
  if (ofName.test(line) && line.length <= 44) return [empty(44, line), empty(44)];
  return ofCard.test(line) ? [line, empty(30), empty(30)] : null;
}

/** A visa has check digits for these alone, and none for the whole; a line has those of what it states. @see ICAO Doc 9303, part 7 */
const ofVisas: ReadonlySet<string | null> = new Set([
  ...['documentNumberCheckDigit', 'birthDateCheckDigit', 'expirationDateCheckDigit'],
]);

/**
 * The zone of a passport, a card or a visa, with the number and the name that it states. States without a code, such as the
 * specimen's, do not make it wrong.
 */
async function readZone(text: string): Promise<readonly Reading[] | null> {
  const zone = zoneOf(text);
  const length = lineLengths[zone.length];
  const isWhole = length !== undefined && /^[PACIV][A-Z0-9<]+$/.test(zone) && zone.includes('<<');
  const value = isWhole ? zone : text.toUpperCase();
  const lines = isWhole ? zone.match(new RegExp(`.{${length}}`, 'g')) : linesAround(value);
  if (lines === null) return null;
  const { parse } = await import('mrz');
  const { details, documentNumber } = parse([...lines], { autocorrect: false });
  const hasAll = isWhole && !value.startsWith('V');
  const checks = details.filter(
    (each) =>
      (hasAll ? each.field?.endsWith('CheckDigit') : ofVisas.has(each.field)) && (isWhole || each.value !== '<'),
  );
  const stated = (name: string) => details.find(({ field }) => field === name)?.value ?? '';
  const name = `${stated('firstName')} ${stated('lastName')}`.trim();
  return [
    { value, checkDigitValid: checks.length > 0 ? checks.every(({ valid }) => valid) : null },
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

/** What states call their numbers of persons, taxpayers and firms, and their passports. */
const ofStates =
  'BSN|PESEL|NIP|REGON|INN|ИНН|SNILS|СНИЛС|OGRN|ОГРН|NINO|SSN|TIN|CNP|CUI|DNI|NIE|CUIT|CPF|CNPJ|CURP|RFC|RUT|CNIC|NIC|EGN|ЕГН|' +
  'JMBG|OIB|AMKA|ΑΜΚΑ|AFM|ΑΦΜ|IIN|ИИН|TCKN|Aadhaar|SIREN|SIRET|UCR|DUCR|LRN|tax (?:id|number)|personal (?:id|code|number)|' +
  'national (?:id|number)|passeport|reisepass|pasaporte|passaporto|passaporte|paspoort|paszport|pasaport|паспорт|διαβατήριο|' +
  'جواز السفر|جواز|گذرنامه|护照(?:号码?)?|護照(?:號碼?)?|旅券(?:番号)?|여권(?: ?번호)?';

/** Documents of persons, and numbers of registers. */
export const documents: readonly Recogniser[] = [
  { form: 'MRZ', read: readZone },
  {
    form: 'DOCUMENT_NUMBER',
    label: 'passport|document|identity card|id(?: card)?|visa',
    isWeak: true,
    read: readNumber,
  },
  { form: 'DOCUMENT_NUMBER', label: ofStates, read: readNumber },
];

/* How values are written. A value is text of somebody else: it is never markup, and never gives a sentence its direction. */

const instants = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 4 });

/** An instant in UTC, as `1 Dec 2026, 06:24 UTC`; what is no instant stays as it is. */
export function instantWords(text: string): string {
  const at = Date.parse(text);
  return Number.isNaN(at) ? text : `${instants.format(at)} UTC`;
}

/** A number with groups of digits. */
export const numberWords = (value: number): string => numbers.format(value);

/** Markings as they are written on paper: Council Decision 2013/488/EU, article 2. */
const markings: Readonly<Record<string, string>> = {
  RESTREINT_UE: 'RESTREINT UE/EU RESTRICTED',
  CONFIDENTIEL_UE: 'CONFIDENTIEL UE/EU CONFIDENTIAL',
  SECRET_UE: 'SECRET UE/EU SECRET',
};

/** Abbreviations, which stay as they are. */
const abbreviations = /\b(dpo|eori|eu|hs|hs6|imo|ip|ipr|jco|mmsi|mrn|ms|mtic|nps|spoc|thb|h[0-3])\b/g;

/** A constant of the schema in words: `RIP_OFF_LOAD` is `Rip off load`; a marking as it is written on paper. */
export function constantWords(constant: string): string {
  const marking = Object.hasOwn(markings, constant) ? markings[constant] : undefined;
  if (marking !== undefined) return marking;
  const words = constant.toLowerCase().replaceAll('_', ' ').replaceAll('xray', 'X-ray');
  const kept = words.replace(abbreviations, (each) => each.toUpperCase());
  return kept.charAt(0).toUpperCase() + kept.slice(1);
}

/** Any scalar of an answer as text. */
export function valueWords(value: unknown, yes: string, no: string): string {
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number') return numberWords(value);
  if (Array.isArray(value)) return value.map((each) => valueWords(each, yes, no)).join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return instantWords(text);
  return text;
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

/** A country's name, as the browser knows it; what is no code stays as it is. */
export function countryName(code: string): string {
  return (/^[A-Z]{2}$/.test(code) ? regions.of(code) : undefined) ?? code;
}

/** A country by name and code, as `Bulgaria (BG)`; what is no code stays as it is. */
export function countryWords(code: string): string {
  const name = countryName(code);
  return name === code ? code : `${name} (${code})`;
}

/** An amount in minor units of its currency, as `EUR 1,234.50`; of an unknown currency with two decimals. */
export function amountWords(minorUnits: number, currency: string): string {
  const digits = /^[A-Z]{3}$/.test(currency)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
    : 2;
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${currency} ${new Intl.NumberFormat('en-GB', places).format(minorUnits / 10 ** digits)}`;
}

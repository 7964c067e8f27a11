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

/** A constant of the schema in words: `RIP_OFF_LOAD` is `Rip off load`; a marking as it is written on paper. */
export function constantWords(constant: string): string {
  const marking = markings[constant];
  if (marking !== undefined) return marking;
  const words = constant.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
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

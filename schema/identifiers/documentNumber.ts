/** A document or register number as it is compared: without spaces, dashes, dots and slashes, in upper case. */
export function compactNumber(number: string): string {
  return number
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s./_-]|[\u2010-\u2015]/g, '');
}

/** What names one document exactly: `PASSPORT:NL:XA1234567`. The country is empty where the source states none. */
export function identificationKey(type: string, country: string | null | undefined, number: string): string {
  return `${type}:${(country ?? '').trim().toUpperCase()}:${compactNumber(number)}`;
}

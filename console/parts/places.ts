/* Names of countries, as the browser knows them: no list of ours. */
const countries = new Intl.DisplayNames('en-GB', { type: 'region', fallback: 'none' });

/** A country's name by its code of ISO 3166-1 alpha-2; the code itself where it names none. */
export function countryWords(code: string): string {
  return (/^[A-Z]{2}$/.test(code) ? countries.of(code) : undefined) ?? code;
}

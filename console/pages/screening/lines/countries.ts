import { countryCodes } from './alpha3.js';

const alpha2 = new Set(countryCodes.map((codes) => codes.slice(0, 2)));
const fromAlpha3 = new Map(countryCodes.map((codes) => [codes.slice(2), codes.slice(0, 2)]));
let fromName: ReadonlyMap<string, string> | undefined;

/** ISO 3166-1 alpha-2 code from that code, the alpha-3 code or the English name of a country; null for anything else. */
export function countryOf(text: string): string | null {
  const upper = text.trim().toUpperCase();
  if (alpha2.has(upper)) return upper;
  fromName ??= namesOfCountries();
  return fromAlpha3.get(upper) ?? fromName.get(upper) ?? null;
}

function namesOfCountries(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return new Map([...alpha2].flatMap((code) => [[names.of(code)?.toUpperCase() ?? code, code] as const]));
}

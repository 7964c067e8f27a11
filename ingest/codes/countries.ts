import { lazy, readCodeTable, toWordKey } from './codeTable.js';

const countries = lazy(readTable);

/** Why: normalising a name is quadratic, and a field may have a quarter of a million characters. */
const longestName = 500;

/**
 * ISO 3166-1 alpha-2 code from the alpha-2 or alpha-3 code or the English name of a country, in any case, with or
 * without a full stop. Null for anything else (`undetermined`, `None Identified`).
 */
export function toCountryCode(text: string | null | undefined): string | null {
  if (!text || text.length > longestName) return null;
  const { alpha2, fromAlpha3, fromName } = countries();
  const word = text.trim();
  const upper = word.toUpperCase();
  if (alpha2.has(upper)) return upper;
  return fromAlpha3.get(upper) ?? fromName.get(toNameKey(word)) ?? null;
}

/** Drops the article before or after a name, `Philippines (the)`, and footnote marks. */
function toNameKey(name: string): string {
  return toWordKey(name)
    .replace(/[\s*]+$/, '')
    .replace(/^the | \(the\)$|, the$/g, '');
}

function readTable() {
  const alpha2 = new Set<string>();
  const fromAlpha3 = new Map<string, string>();
  const fromName = new Map<string, string>();
  for (const [two = '', three = '', names = ''] of readCodeTable('codes/countries.tsv')) {
    alpha2.add(two);
    fromAlpha3.set(three, two);
    for (const name of names.split('|')) fromName.set(toNameKey(name), two);
  }
  return { alpha2, fromAlpha3, fromName };
}

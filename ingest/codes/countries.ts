import { lazy, readCodeTable, toWordKey } from './codeTable.js';

const countries = lazy(readTable);

/** Why: a field may have a quarter of a million characters, and no country has so many; what reads names is quadratic. */
const longestName = 500;

/**
 * ISO 3166-1 alpha-2 code of a country as a list or register writes it: alpha-2, alpha-3 or an English name, in any
 * case, with or without a full stop. Null for what names no country (`undetermined`, `None Identified`).
 */
export function toCountryCode(text: string | null | undefined): string | null {
  if (!text || text.length > longestName) return null;
  const { alpha2, fromAlpha3, fromName } = countries();
  const word = text.trim();
  const upper = word.toUpperCase();
  if (alpha2.has(upper)) return upper;
  return fromAlpha3.get(upper) ?? fromName.get(toNameKey(word)) ?? null;
}

/** Without the article that lists put before or behind a name, `Philippines (the)`, and marks of a footnote. */
function toNameKey(name: string): string {
  return toWordKey(name)
    .replace(/[\s*]+$/, '')
    .replace(/^the | \(the\)$|, the$/g, '');
}

function readTable() {
  const alpha2 = new Set<string>();
  const fromAlpha3 = new Map<string, string>();
  const fromName = new Map<string, string>();
  for (const [two = '', three = '', names = ''] of readCodeTable('countries.tsv')) {
    alpha2.add(two);
    fromAlpha3.set(three, two);
    for (const name of names.split('|')) fromName.set(toNameKey(name), two);
  }
  return { alpha2, fromAlpha3, fromName };
}

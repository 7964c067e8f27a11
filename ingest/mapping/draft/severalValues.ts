import { toCountry } from '../transforms/countryNames.js';
import { separatorOf } from './sample/separator.js';

/** Members of a field's spec that part a cell of several values; none where cells have one. */
export type CellParts = {
  readonly split?: string;
  readonly replace?: Readonly<Record<string, string>>;
};

/** Of any values: by numbering, `(1) 1955 (2) 1958`, a semicolon or a bar. */
export function partsOf(texts: readonly string[]): CellParts {
  const separator = [';', '|'].find((one) => texts.some((text) => text.includes(one)));
  return partsOfNumbered(texts) ?? (separator ? { split: separator } : {});
}

/** Of countries: by numbering, or whatever has countries on both sides. */
export function partsOfCountries(texts: readonly string[]): CellParts {
  const split = separatorOf(texts, (text) => toCountry(text) !== null);
  return partsOfNumbered(texts) ?? (split === null ? {} : { split });
}

/** Of aliases; by a comma only where cells have several, and doubtfully: it stands within names too. */
export function partsOfAliases(texts: readonly string[]): CellParts & { readonly comma: boolean } {
  const parts = partsOf(texts);
  if (parts.split !== undefined) return { ...parts, comma: false };
  const listed = texts.filter((text) => text.split(',').length > 2).length;
  return listed > texts.length / 10 ? { split: ',', comma: true } : { comma: false };
}

/** `(1) Iraq (2) Jordan`, `a) 1955 b) 1958`: the marks become separators; null where few cells are written so. */
function partsOfNumbered(texts: readonly string[]): CellParts | null {
  const marked = texts.filter((text) => /^\(?[1a]\)\s*\S.*\s\(?[2b]\)/i.test(text)).length;
  return marked > 1 || marked > texts.length / 2 ? { replace: { '\\(?\\b[0-9a-z]\\)': ';' }, split: ';' } : null;
}

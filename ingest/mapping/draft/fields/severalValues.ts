import { toCountry } from '../../transforms/countryNames.js';
import { separatorOf } from '../sample/separator.js';

/** Members of a field's spec that split cells with several values. */
export type CellParts = {
  readonly split?: string;
  readonly replace?: Readonly<Record<string, string>>;
};

/** For any values: by numbering, `(1) 1955 (2) 1958`, a semicolon or a bar. */
export function partsOf(texts: readonly string[]): CellParts {
  const separator = [';', '|'].find((one) => texts.some((text) => text.includes(one)));
  return partsOfNumbered(texts) ?? (separator ? { split: separator } : {});
}

/** For countries: by numbering, or by any separator between countries. */
export function partsOfCountries(texts: readonly string[]): CellParts {
  const split = separatorOf(texts, (text) => toCountry(text) !== null);
  return partsOfNumbered(texts) ?? (split === null ? {} : { split });
}

/** For aliases: by a comma only where cells have several, and in doubt, since names contain commas too. */
export function partsOfAliases(texts: readonly string[]): CellParts & { readonly comma: boolean } {
  const parts = partsOf(texts);
  if (parts.split !== undefined) return { ...parts, comma: false };
  const listed = texts.filter((text) => text.split(',').length > 2).length;
  return listed > texts.length / 10 ? { split: ',', comma: true } : { comma: false };
}

/** `(1) Iraq (2) Jordan`, `a) 1955 b) 1958`: the marks become separators; null where few cells are numbered. */
function partsOfNumbered(texts: readonly string[]): CellParts | null {
  const marked = texts.filter((text) => /^\(?[1a]\)\s*\S.*\s\(?[2b]\)/i.test(text)).length;
  return marked > 1 || marked > texts.length / 2 ? { replace: { '\\(?\\b[0-9a-z]\\)': ';' }, split: ';' } : null;
}

/**
 * A code of the Harmonized System as its digits: `847130` for `8471.30`. Four digits are a heading, six a subheading, eight a code
 * of the Combined Nomenclature, ten a TARIC code.
 *
 * @returns null where it does not have the form: chapters go from 01 to 97
 */
export function parseHsCode(text: string): string | null {
  const [, code] = /^(\d{2}[. ]?\d{2}|\d{4}[. ]?\d{2}(?:[. ]?\d{2}){0,2})$/.exec(text.trim()) ?? [];
  const digits = code?.replaceAll(/\D/g, '') ?? '';
  const chapter = Number(digits.slice(0, 2));
  return chapter >= 1 && chapter <= 97 ? digits : null;
}

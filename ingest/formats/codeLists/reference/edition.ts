/** Edition of a list whose files do not state one. */
export const unstatedEdition = 'unstated';

/** Forms of an edition in a file's name; the first match counts. */
const forms: readonly (readonly [RegExp, (parts: RegExpExecArray) => string])[] = [
  [
    /(?<!\d)((?:19|20)\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)/,
    ([, year, month, day]) => `${year}-${month}-${day}`,
  ],
  // UN/LOCODE: `2024-1 UNLOCODE CodeListPart1.csv`, `loc241csv.zip`.
  [/(?<!\d)(20\d{2})[-_ ]([12])(?!\d)/, ([, year, half]) => `${year}-${half}`],
  [/loc(\d{2})([12])(?!\d)/i, ([, year, half]) => `20${year}-${half}`],
  // Recommendations: `rec20_Rev17e-2021.xlsx`.
  [/rev[-_. ]?(\d{1,2})(?!\d)/i, ([, revision]) => `Rev ${revision}`],
  [/(?<!\d)((?:19|20)\d{2})(?!\d)/, ([, year]) => `${year}`],
];

/**
 * Edition of a list from the name of its file: the date, half-year, revision or year in it, else `unstated`. Never the day
 * of loading, by which each load would change every code.
 */
export function editionOfName(fileName: string): string {
  for (const [form, toEdition] of forms) {
    const found = form.exec(fileName);
    if (found) return toEdition(found);
  }
  return unstatedEdition;
}

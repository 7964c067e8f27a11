/**
 * Whether a text has more UTF-16 code units than allowed, as it is or as it is compared (NFKC). Both are checked because one
 * character may become eighteen (U+FDFA), and a text that is far too long should not be normalised at all.
 */
export function isLongerThan(text: string, most: number): boolean {
  return text.length > most || text.normalize('NFKC').length > most;
}

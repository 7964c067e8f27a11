/**
 * Whether a text has more than so many UTF-16 code units, as it stands or as it is compared (NFKC).
 * Why both: one character may become eighteen (U+FDFA), and what is far too long is not to be normalised at all.
 */
export function isLongerThan(text: string, most: number): boolean {
  return text.length > most || text.normalize('NFKC').length > most;
}

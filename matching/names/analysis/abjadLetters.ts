/** Arabic letters that neighbouring languages write with another sign. */
const arabicLetters: Readonly<Record<string, string>> = { ی: 'ي', ى: 'ي', ک: 'ك', ة: 'ه', ہ: 'ه' };

/**
 * The letters of a word in an abjad, without vowels, article and the differences between neighbouring languages. The vowels of
 * Thai are marks too.
 */
export function lettersOf(text: string): string {
  const letters = text
    .normalize('NFD')
    .replace(/(?![\u0E31-\u0E3A])\p{M}/gu, '')
    .replace(/[یىکةہ]/g, (letter) => arabicLetters[letter] ?? letter);
  return withoutArticle(letters);
}

/** A word without the Arabic article. Not in short words: in الله and the like these letters belong to the word. */
export function withoutArticle(text: string): string {
  return text.length > 4 ? text.replace(/^ال/, '') : text;
}

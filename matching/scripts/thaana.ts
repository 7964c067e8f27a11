const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((pair) => [pair.charAt(0), pair.slice(1)]));

/** Thaana writes every vowel; Arabic letters are those with dots. */
const letters = pairs(
  'ހh ށsh ނn ރr ބb ޅl ކk އ ވv މm ފf ދdh ތth ލl ގg ޏgn ސs ޑd ޒz ޓt ޔy ޕp ޖj ޗch ' +
    'ޘs ޙh ޚkh ޛz ޜzh ޝsh ޞs ޟz ޠt ޡz ޢ ޣgh ޤq ޥw ަa ާaa ިi ީee ުu ޫoo ެe ޭey ޮo ޯoa ް',
);

/** Readings of a word in Thaana: as an Arabic name is spelt elsewhere, and letter by letter. */
export function readThaana(word: string): readonly string[] {
  const text = [...word].map((letter) => letters.get(letter) ?? '').join('');
  // The last short vowel of a foreign name is not heard.
  const foreign = text
    .replace(/(?<=[aeiou].*[^aeiou])[ui]$/, '')
    .replaceAll('oa', 'o')
    .replaceAll('ee', 'i')
    .replaceAll('ey', 'e');
  return [foreign, text, foreign.replaceAll(/(?<=[dt])h/g, ''), foreign.replace(/(?<=^s)aal/, 'ol')];
}

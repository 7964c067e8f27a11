const kunrei: readonly (readonly [RegExp, string])[] = [
  [/shi/g, 'si'],
  [/chi/g, 'ti'],
  [/ji/g, 'zi'],
  [/tsu/g, 'tu'],
  [/fu/g, 'hu'],
  [/sh/g, 'sy'],
  [/ch/g, 'ty'],
  [/j/g, 'zy'],
];

const inKunrei = (hepburn: string): string =>
  kunrei.reduce((text, [pattern, becomes]) => text.replace(pattern, becomes), hepburn);

/** Spellings of a Japanese word in Hepburn as others write it: in Kunrei-shiki (ISO 3602), with oh for a long o, with m before b. */
export function otherRomaji(hepburn: string): readonly string[] {
  const official = inKunrei(hepburn);
  const heard = hepburn.replace(/o[ou](?=[^aeiou])|oo(?=i)/g, 'oh').replace(/n(?=[bmp])/g, 'm');
  return [official, heard].filter((each) => each !== hepburn);
}

/** What the spellings of a Japanese word have in common: Itoh, Itō and Itou are one, Etō is another. */
export function inOneRomaji(word: string): string {
  const official = inKunrei(
    word
      .replaceAll(/d?zh|dz(?=i)/g, 'j')
      .replaceAll('dz', 'z')
      .replaceAll('kh', 'h'),
  );
  return shortVowels(official.replace(/oh(?![aeou])/g, 'o').replace(/m(?=[bmp])/g, 'n'));
}

/** A Japanese word in Hepburn or in kana's own spelling, with long vowels as short ones: what two writings in kana have in common. */
export function shortVowels(romaji: string): string {
  return romaji
    .replaceAll('v', 'b')
    .replace(/iy(?=[aou])/g, 'y')
    .replace(/o[ou]+/g, 'o')
    .replace(/e[ie]+/g, 'e')
    .replace(/([aiu])\1+/g, '$1');
}

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

/** Spellings of a Japanese word in Hepburn as others write it: in Kunrei-shiki (ISO 3602), with oh for a long o, with m before b. */
export function otherRomaji(hepburn: string): readonly string[] {
  const official = kunrei.reduce((text, [pattern, becomes]) => text.replace(pattern, becomes), hepburn);
  const heard = hepburn.replace(/o[ou](?=[^aeiou])/g, 'oh').replace(/n(?=[bmp])/g, 'm');
  return [official, heard].filter((each) => each !== hepburn);
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

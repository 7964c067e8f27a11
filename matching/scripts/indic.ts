// The Unicode blocks of Indic scripts share a layout: a letter has the same offset in each.
const at = (first: number, latin: string): readonly (readonly [number, string])[] =>
  latin.split(' ').map((letters, index) => [first + index, letters] as const);

const vowels = new Map([...at(0x05, 'a a i i u u ri'), ...at(0x0e, 'e e ai'), ...at(0x12, 'o o au')]);
const signs = new Map([...at(0x3e, 'a i i u u ri'), ...at(0x46, 'e e ai'), ...at(0x4a, 'o o au')]);
const consonants = new Map([
  ...at(0x15, 'k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h'),
  ...at(0x58, 'q kh gh z r rh f y'),
]);
const nasals = new Map([...at(0x01, 'n n'), [0x70, 'n']]);
const dotted: Readonly<Record<string, string>> = { k: 'q', g: 'gh', j: 'z', jh: 'zh', ph: 'f', d: 'r', dh: 'rh' };
const dot = 0x3c;
const virama = 0x4d;

/** Readings of a word in an Indic script: with the inherent vowels that Hindi pronounces, and with all of them. */
export function readIndic(word: string): readonly string[] {
  const full = readFully(word);
  // An inherent vowel is mute at the end, unless after a consonant cluster, and between single consonants.
  const mute = full
    .replace(/(?<=[aeiouA][^aeiouA]{1,2})A$/, (vowel, index: number) =>
      /([^aeiouAh])(?!\1)[^aeiouAh]h?$/.test(full.slice(0, index)) ? vowel : '',
    )
    .replaceAll(/(?<=[aeiouA][^aeiouA]h?)A(?=[^aeiouA]h?[aeiou])/g, '');
  return [mute.toLowerCase(), full.toLowerCase()];
}

// Inherent vowels are capitals.
function readFully(word: string): string {
  let text = '';
  let isOpen = false;
  for (const character of word) {
    const offset = (character.codePointAt(0) ?? 0) & 0x7f;
    const consonant = consonants.get(offset);
    if (offset === dot) text = text.replace(/[a-z]h?$/, (last) => dotted[last] ?? last);
    else if (offset === virama) isOpen = false;
    else if (signs.has(offset)) {
      text += signs.get(offset);
      isOpen = false;
    } else {
      if (isOpen) text += 'A';
      isOpen = consonant !== undefined;
      text += consonant ?? vowels.get(offset) ?? nasals.get(offset) ?? '';
    }
  }
  return isOpen ? `${text}A` : text;
}

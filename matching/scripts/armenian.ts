import anyAscii from 'any-ascii';

// Western Armenian voices what Eastern does not, and the other way round: Hakob is Hagop, Petros Bedros.
const western: Readonly<Record<string, string>> = {
  բ: 'p',
  գ: 'k',
  դ: 't',
  ծ: 'dz',
  կ: 'g',
  ձ: 'ts',
  ճ: 'j',
  պ: 'b',
  ջ: 'ch',
  տ: 'd',
};

/** Readings of a word in Armenian letters: as spoken in the East, and in the West. */
export function readArmenian(word: string): readonly string[] {
  const plain = word.replaceAll('ու', 'u');
  const west = [...plain].map((letter) => western[letter] ?? letter).join('');
  // Russian has no h: Грант.
  const russian = word.startsWith('հ') ? [`g${anyAscii(plain.slice(1))}`] : [];
  return [anyAscii(plain), anyAscii(west), ...russian];
}

const voices: readonly (readonly [RegExp, string])[] = [
  [/dz|ts|tz/g, 'dz'],
  [/tch|dj|j/g, 'ch'],
  [/b/g, 'p'],
  [/d(?!z)/g, 't'],
  [/g(?!h)/g, 'k'],
];

/**
 * An Armenian family name in Latin letters without the voices in which East and West differ: Boghosian and Poghosyan are both
 * `poghosian`. Undefined for any other word.
 */
export function spellArmenian(latin: string): string | undefined {
  if (!/.{4}[iy]an$/.test(latin)) return undefined;
  return voices.reduce((text, [pattern, becomes]) => text.replaceAll(pattern, becomes), latin).replace(/yan$/, 'ian');
}

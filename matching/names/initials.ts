import type { NameToken } from './analysedName.js';
import { organizationGlue } from './analysis/roleWords.js';

/** The first letters of a token's words as they are written: ржд of Российские железные дороги, 中石化 of 中国|石油|化工. */
export function initialsOf({ written }: NameToken): string {
  if (!written.includes(' ')) return firstLetter(written);
  const words = written.split(' ').filter((word) => !organizationGlue.has(word));
  return words.map(firstLetter).join('');
}

const firstLetter = (word: string): string => String.fromCodePoint(word.codePointAt(0) ?? 32);

/** The letters of a word alone: an Indian acronym may have signs of vowels. */
export function lettersAlone(word: string): string {
  return word.replaceAll(/\p{M}/gu, '');
}

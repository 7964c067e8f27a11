import type { NameToken } from './analysedName.js';
import { organizationGlue } from './analysis/roleWords.js';

/** The letters of a word: a bit for each of a-z, and one for all digits. */
export function letterBits(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) {
    const letter = word.charCodeAt(at) - 97;
    bits |= 1 << (letter >= 0 && letter < 26 ? letter : 26);
  }
  return bits;
}

/** How many letters only one of two words has. */
export function lettersApart(a: number, b: number): number {
  let bits = a ^ b;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

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

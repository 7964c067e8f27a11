import { createRequire } from 'node:module';

let library: typeof import('wanakana') | undefined;

/**
 * Readings of a word in kana: Hepburn's, its long vowels as they are spelt; and in katakana, which foreign names are written
 * with, without the vowels that Japanese adds to consonants, once with r and once with l.
 */
export function readKana(word: string): readonly string[] {
  // Why here: few names are in kana, and a start need not load for them.
  library ??= createRequire(import.meta.url)('wanakana') as typeof import('wanakana');
  const latin = library.toRomaji(word).replaceAll(/[^a-z]/g, '');
  if (!/\p{Script=Katakana}/u.test(word)) return [latin];
  const foreign = latin
    .replaceAll(/(?<=[bdfghjkmprstvz])u(?![aiueo])|(?<=[dt])o(?![aiueo])/g, '')
    .replaceAll(/([aiueo])\1/g, '$1');
  return [
    latin,
    foreign,
    foreign.replaceAll('r', 'l'),
    foreign.replace(/r/, 'l'),
    foreign.replaceAll('ch', 't').replaceAll('ji', 'di').replaceAll('b', 'v'),
  ];
}

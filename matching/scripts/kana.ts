import { createRequire } from 'node:module';
import { foreignNames } from '../tables/tables.js';
import { otherRomaji } from './han/romaji.js';

let library: typeof import('wanakana') | undefined;

/**
 * Readings of a word in kana: Hepburn, with long vowels as spelt. In katakana, which is used for foreign names, also without the
 * vowels that Japanese adds to consonants, with r and with l.
 */
export function readKana(word: string): readonly string[] {
  // Loaded on first use: few names are in kana.
  library ??= createRequire(import.meta.url)('wanakana') as typeof import('wanakana');
  const latin = library.toRomaji(word).replaceAll(/[^a-z]/g, '');
  const japanese = [latin, ...otherRomaji(latin)];
  if (!/\p{Script=Katakana}/u.test(word)) return japanese;
  const foreign = latin
    .replaceAll(/(?<=[bdfghjkmprstvz])u(?![aiueo])|(?<=[dt])o(?![aiueo])/g, '')
    .replaceAll(/([aiueo])\1/g, '$1');
  return [
    ...(foreignNames().get(word) ?? []),
    latin,
    foreign,
    foreign.replaceAll('r', 'l'),
    foreign.replace(/r/, 'l'),
    foreign.replaceAll('ch', 't').replaceAll('ji', 'di').replaceAll('b', 'v'),
    ...japanese.slice(1),
  ];
}

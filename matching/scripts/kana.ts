import { createRequire } from 'node:module';

let library: typeof import('wanakana') | undefined;

/** Readings of a word in kana: Hepburn's, its long vowels as they are spelt. */
export function readKana(word: string): readonly string[] {
  // Why here: few names are in kana, and a start need not load for them.
  library ??= createRequire(import.meta.url)('wanakana') as typeof import('wanakana');
  return [library.toRomaji(word).replaceAll(/[^a-z]/g, '')];
}

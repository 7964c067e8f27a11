import { english } from './english.js';
import { french } from './french.js';
import type { LetterWords } from './words.js';

const catalogue: Readonly<Record<'en' | 'fr', LetterWords>> = { en: english, fr: french };

/** What a letter in that language says. */
export function wordsOf(language: 'en' | 'fr'): LetterWords {
  return catalogue[language];
}

/** The words for a code; the code itself where the catalogue has none. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? code;
}

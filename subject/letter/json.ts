import type { LetterModel } from './model.js';

/** A letter as JSON, for programs: all that it says, without the headings of its tables. */
export function writeJson({ words: _words, ...letter }: LetterModel): string {
  return `${JSON.stringify(letter, null, 2)}\n`;
}

import type { LetterWords } from '../catalogue/words.js';
import type { Draft } from '../draft/shape.js';

/** The words for a category: of the language's catalogue, else the answer's own. */
export function categoryWords({ answer }: Draft, category: string, words: LetterWords): string {
  const stated = answer.categories.find((each) => each.category === category)?.words ?? category;
  return Object.hasOwn(words.categories, category) ? (words.categories[category] ?? stated) : stated.replace(/\.$/, '');
}

import { thaiElements } from '../../tables/tables.js';

const shortest = 5;
let parts: RegExp | undefined;
let whole: RegExp | undefined;

/**
 * A Thai name in Latin letters as spelt by sound, where all of it is two or more parts of Thai names: Porntip and Phonthip are both
 * `pontip`. Undefined for any other word.
 */
export function spellThai(latin: string): string | undefined {
  if (latin.length < shortest) return undefined;
  if (!parts || !whole) {
    const longestFirst = [...thaiElements().keys()].sort((a, b) => b.length - a.length).join('|');
    parts = new RegExp(longestFirst, 'g');
    whole = new RegExp(`^(?:${longestFirst}){2,}$`);
  }
  if (!whole.test(latin)) return undefined;
  const found = latin.match(parts) ?? [];
  return found.join('') === latin ? found.map((each) => thaiElements().get(each)?.[0] ?? each).join('') : undefined;
}

import { distance } from 'fastest-levenshtein';
import { romanToNumber } from './romanNumber.js';

/** How alike two names are, 0 to 1, by their keys: word order and gaps weigh little, numbers much. */
export function nameSimilarity(left: string, right: string): number {
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  // Why: `Lantern 5` and `Lantern 6` are sister ships, however alike their letters are.
  if (numbersOf(left) !== numbersOf(right)) return 0.4;
  const [a, b] = [left.replaceAll(' ', ''), right.replaceAll(' ', '')];
  if (a === b) return 0.97;
  const sorted = (key: string) => key.split(' ').sort().join(' ');
  if (sorted(left) === sorted(right)) return 0.95;
  const likeness = (x: string, y: string) => 1 - distance(x, y) / Math.max(x.length, y.length);
  return Math.max(likeness(a, b), likeness(sorted(left), sorted(right)));
}

function numbersOf(key: string): string {
  return key
    .split(' ')
    .map(romanToNumber)
    .filter((word) => /\d/.test(word))
    .map((word) => word.replace(/^0+(?=\d)/, ''))
    .sort()
    .join(' ');
}

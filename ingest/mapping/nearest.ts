import { closest, distance } from 'fastest-levenshtein';

/** The word of a list that was probably meant, or null where none is near: at most a third of its letters differ. */
export function nearest(word: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_.-]/g, '');
  const wanted = plain(word);
  const within = words.find((other) => wanted.length > 3 && plain(other) === wanted);
  if (within !== undefined) return within;
  const keys = words.map(plain);
  const key = closest(wanted, keys);
  if (distance(wanted, key) <= Math.max(1, Math.floor(Math.max(key.length, wanted.length) / 3))) {
    return words[keys.indexOf(key)] ?? null;
  }
  const letters = (text: string) => [...text].sort().join('');
  const swapped = words.find(
    (other) => letters(plain(other)) === letters(wanted) && distance(plain(other), wanted) === 2,
  );
  if (swapped !== undefined) return swapped;
  const part = words.find(
    (other) =>
      wanted.length > 3 &&
      (plain(other).includes(wanted) || (wanted.includes(plain(other)) && plain(other).length > 3)),
  );
  return part ?? null;
}

/** `Did you mean x?`, or another hint where nothing is near. */
export function didYouMean(word: string, words: readonly string[], otherwise = ''): string {
  const near = nearest(word, words);
  return near === null ? otherwise : `Did you mean ${near}?`;
}

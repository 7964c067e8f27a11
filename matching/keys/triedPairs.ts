import type { AskedWord } from '../names/contentWords.js';
import { usualness } from '../tables/tables.js';

/** Two words by which a name is tried, in alphabetical order, and whether both are usual in names somewhere. */
export interface TriedPair {
  readonly words: readonly [string, string];
  readonly usual: boolean;
}

/**
 * The two rarest words of a name that is asked for, once for each two ways in which they may sound: who tries a name tries these, whatever
 * other words are stated beside them.
 */
export function triedPairs(asked: readonly AskedWord[]): readonly TriedPair[] {
  const [one = [], other = []] = asked.toSorted((a, b) => usualnessOf(a) - usualnessOf(b) || compare(a, b));
  return one.flatMap((a) =>
    other.map((b) => ({
      words: a < b ? ([a, b] as const) : ([b, a] as const),
      usual: isUsual(a) && isUsual(b),
    })),
  );
}

const isUsual = (sound: string): boolean => usualness().has(sound);

const usualnessOf = ([sound = '']: AskedWord): number => Number(usualness().get(sound)?.[0] ?? 0);

function compare([a = '']: AskedWord, [b = '']: AskedWord): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

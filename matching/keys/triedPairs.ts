import type { AskedWord } from '../names/contentWords.js';
import { commonnessOf } from '../tables/tables.js';

/** Two words by which a name is tried, in alphabetical order, and whether both are common in names somewhere. */
export interface TriedPair {
  readonly words: readonly [string, string];
  readonly usual: boolean;
}

/**
 * The two rarest words of a name that is searched for, once for each combination of their sounds. Guesses at a name are counted
 * by these, whatever other words are stated with them.
 */
export function triedPairs(asked: readonly AskedWord[]): readonly TriedPair[] {
  const [one = [], other = []] = asked.toSorted(
    ([a = ''], [b = '']) => commonnessOf(a) - commonnessOf(b) || compare(a, b),
  );
  return one.flatMap((a) =>
    other.map((b) => ({
      words: a < b ? ([a, b] as const) : ([b, a] as const),
      usual: isUsual(a) && isUsual(b),
    })),
  );
}

const isUsual = (sound: string): boolean => commonnessOf(sound) > 0;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

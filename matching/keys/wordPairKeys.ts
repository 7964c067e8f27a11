import type { AnalysedName } from '../names/analysedName.js';
import { type AskedWord, distinctiveWords } from '../names/contentWords.js';
import { storedPairKey } from './pairKeys.js';
import { triedPairs } from './triedPairs.js';

/** The most keys of a name: that of two words has one, of three words three; words in Han characters have several readings. */
export const maxWordPairKeys = 80;

/**
 * The keys by which a name is found by equal words alone: every pair of its words, in every way to split it. Fewer than
 * `nameKeys`, and not by likeness: a name that `hasWords` the asked ones shares a key with `askedPairKeys` of them.
 */
export function wordPairKeys({ tokens, others = [] }: AnalysedName): readonly string[] {
  const keys = new Set<string>();
  for (const each of [tokens, ...others]) {
    const words = distinctiveWords(each);
    for (const [at, one] of words.entries())
      for (const other of words.slice(at + 1))
        for (const a of one.sounds) for (const b of other.sounds) keys.add(storedPairKey([a, b]));
  }
  return [...keys].slice(0, maxWordPairKeys);
}

/** The keys to look for, of a name in each of its readings (`wholeName`): those of its two rarest words. */
export function askedPairKeys(readings: readonly (readonly AskedWord[])[]): readonly string[] {
  return [...new Set(readings.flatMap(triedPairs).map(({ words }) => storedPairKey(words)))];
}

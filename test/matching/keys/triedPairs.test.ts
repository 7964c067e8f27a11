import { describe, expect, it } from '@jest/globals';
import { analyseName, triedPairs, wholeName } from '../../../matching/index.js';

const pairsOf = (name: string) => (wholeName(analyseName(name, 'person')) ?? []).flatMap(triedPairs);
const wordsOf = (name: string) => pairsOf(name).map(({ words }) => words.join(' '));

describe('what a name is tried by', () => {
  it('is its two rarest words, in whatever order and spelling, and whatever usual words stand beside them', () => {
    const tried = wordsOf('Tarvik Quillfeather');
    expect(tried).toHaveLength(1);
    for (const same of ['QUILLFEATHER, Tarvik', 'Maria Tarvik Quillfeather', 'Tarvick John Quilfeather'])
      expect(wordsOf(same)).toEqual(tried);
    expect(wordsOf('Tarvik Dokimastis')).not.toEqual(tried);
  });

  it('is a pair for each two ways in which the two may sound', () => {
    const pairs = pairsOf('محمد الفرضي');
    expect(pairs.length).toBeGreaterThan(1);
    expect(pairs.length).toBeLessThanOrEqual(9 * 2);
  });

  it('is usual where both words are', () => {
    expect(pairsOf('John Smith').every(({ usual }) => usual)).toBe(true);
    expect(pairsOf('John Quillfeather').some(({ usual }) => usual)).toBe(false);
  });
});

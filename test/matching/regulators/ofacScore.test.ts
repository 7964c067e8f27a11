import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ofacScore } from '../../../matching/index.js';

describe('ofacScore', () => {
  it('is 100 where all words of the query are on the list, whatever else is', () => {
    expect(ofacScore('Pavel Sokolov', 'SOKOLOV, Pavel Andreevich')).toBe(100);
    expect(ofacScore('Sokolov', 'SOKOLOV, Pavel Andreevich')).toBe(100);
  });

  it('compares whole texts only where both begin with one letter, as the tool does', () => {
    expect(ofacScore('Brandvik', 'Brand Vik')).toBeGreaterThan(95);
    expect(ofacScore('Randvik', 'Brand Vik')).toBeLessThan(85);
  });

  it('does not look for words of two letters, unless there are no others', () => {
    expect(ofacScore('Kim Jong Xu', 'KIM, Jong Il')).toBe(100);
    expect(ofacScore('Xu', 'KIM, Jong Il')).toBeLessThan(50);
  });

  it('reads other scripts letter by letter, and is a whole number up to 100 for any text', () => {
    expect(ofacScore('Сокол', 'Sokol')).toBe(100);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (query, listed) => {
        const score = ofacScore(query, listed);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
      }),
    );
  });
});

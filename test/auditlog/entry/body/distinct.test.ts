import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { areDistinct } from '../../../../auditlog/entry/body/distinct.js';
import { newId } from '../../../../storage/keys/ref.js';

describe('texts that are each there once', () => {
  it('are told from others as a set tells them', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', 'b', 'ab', '', `${'x'.repeat(9)}ab`));
    fc.assert(fc.property(fc.array(text), (texts) => areDistinct(texts) === (new Set(texts).size === texts.length)));
  });

  it('are told among thousands, wherever the second one is, and where all end alike', () => {
    const ids = Array.from({ length: 3000 }, () => newId('person'));
    const alike = Array.from({ length: 3000 }, (_, at) => `${at}-that-ends-alike`);
    for (const texts of [ids, alike]) {
      expect(areDistinct(texts)).toBe(true);
      for (const [from, to] of [
        [0, 2999],
        [1499, 1500],
        [7, 2000],
      ] as const) {
        const again = texts.with(to, String(texts[from]));
        expect(areDistinct(again)).toBe(false);
      }
    }
  });
});

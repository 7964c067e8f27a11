import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { icaoName } from '../../../schema/identifiers/icaoName.js';
import { latinName, nameKey } from '../../../schema/identifiers/nameKey.js';

describe('nameKey', () => {
  it('is the same for every script, order, case and punctuation of a name', () => {
    const spellings = ['Proba Vymyshlen', 'VYMYSHLEN, Proba', 'Проба Вымышлен', 'proba  vymyshlen', 'Vymyshlen-Proba'];
    expect(new Set(spellings.map(nameKey))).toEqual(new Set(['PROBA VYMYSHLEN']));
  });

  it('joins what an apostrophe parts and drops accents', () => {
    expect(nameKey("Fíctive O'Tést")).toBe('FICTIVE OTEST');
  });

  it('has an end, as the index that holds it does, though one sign may stand for eighteen letters', () => {
    const long = '\ufdfa'.repeat(400);
    expect(
      [nameKey(long), latinName(long), icaoName(long)].map(({ length }) => length > 1000 && length <= 2000),
    ).toEqual([true, true, true]);
  });

  it('is empty for a name without letters and digits', () => {
    expect(nameKey(' - ')).toBe('');
  });

  it('does not change when taken twice, and never depends on the order of words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 5 }), (words) => {
        const key = nameKey(words.join(' '));
        expect(nameKey(key)).toBe(key);
        expect(nameKey([...words].reverse().join(' '))).toBe(key);
      }),
    );
  });
});

describe('latinName', () => {
  it('keeps the order of words, so that names sort as they are listed', () => {
    expect(latinName('Zeta  Alpha')).toBe('ZETA ALPHA');
  });
});

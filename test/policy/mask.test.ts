import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadPolicy } from '../../policy/load.js';
import { applyMask } from '../../policy/mask.js';

const policy = loadPolicy();
const categories = Object.keys(policy.categories);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', ' ', 'A', 'A B', 'Jan Kowalski', 'ab cd ef'),
);

describe('a mask', () => {
  it('shows at most half of a text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...categories), text, (category, value) => {
        const masked = applyMask(policy, category, 'String', value);
        if (masked === undefined) return true;
        const shown = [...String(masked)].filter((letter) => letter !== '…').length;
        return typeof masked === 'string' && shown <= [...value].length / 2;
      }),
      { numRuns: 5000 },
    );
  });

  it('shows at most half of a partial date, and keeps it one', () => {
    const date = fc.constantFrom('1961', '1961-04', '1961-04-12', '2007-12-31', '196', 'unknown');
    fc.assert(
      fc.property(fc.constantFrom(...categories), date, (category, value) => {
        const masked = applyMask(policy, category, 'PartialDate', value);
        return masked === undefined || (/^\d{4}$/.test(String(masked)) && String(masked).length <= value.length / 2);
      }),
    );
    expect(applyMask(policy, 'persons.identity', 'PartialDate', '1961-04-12')).toBe('1961');
  });

  it('rounds numbers to one decimal, and nothing else', () => {
    expect(applyMask(policy, 'incidents.location', 'Float', 51.94871)).toBe(51.9);
    expect(Object.is(applyMask(policy, 'incidents.location', 'Float!', -0.04), 0)).toBe(true);
    expect(applyMask(policy, 'incidents.location', 'Float', Number.NaN)).toBeUndefined();
    expect(applyMask(policy, 'incidents.location', 'Float', '51.9')).toBeUndefined();
  });

  it('is the one that the matrix names for the category', () => {
    expect(applyMask(policy, 'persons.identity', 'String', 'Jan Kowalski')).toBe('J… K…');
    expect(applyMask(policy, 'persons.documents', 'String!', 'XA1234567')).toBe('…4567');
    expect(applyMask(policy, 'cargo.goods', 'String', '080390')).toBe('08…');
    expect(applyMask(policy, 'cargo.risk', 'String', 'DNL')).toBeUndefined();
  });

  it('does not tell how long the rest is', () => {
    expect(applyMask(policy, 'persons.documents', 'String', '00001234')).toBe(
      applyMask(policy, 'persons.documents', 'String', '0000000000001234'),
    );
  });

  it('leaves lists, other types and other categories without a mask', () => {
    for (const type of ['[String!]', 'Int', 'Boolean', 'ID', 'DateTime', 'HandlingCode', 'constructor']) {
      expect(applyMask(policy, 'persons.identity', type, 'Jan Kowalski')).toBeUndefined();
    }
    expect(applyMask(policy, 'persons.identity', 'String', ['Jan Kowalski'])).toBeUndefined();
    expect(applyMask(policy, 'no.category', 'String', 'Jan Kowalski')).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nameRarity } from '../../../subgraphs/incidents/matching/nameRarity.js';
import { nameSimilarity } from '../../../subgraphs/incidents/matching/nameSimilarity.js';
import { matchVessel, type StatedVessel } from '../../../subgraphs/incidents/matching/vesselMatch.js';

const stated = (name: string, more: Partial<StatedVessel> = {}): StatedVessel => ({
  name,
  imo: null,
  flag: null,
  type: null,
  ...more,
});

describe('nameSimilarity', () => {
  test('words in another order, or run together, are nearly the same name', () => {
    expect(nameSimilarity('QUARTZ HERON', 'HERON QUARTZ')).toBe(0.95);
    expect(nameSimilarity('QUARTZ HERON', 'QUARTZHERON')).toBe(0.97);
  });

  test('one wrong letter of twelve leaves a name alike', () => {
    expect(nameSimilarity('QUARTZ HERON', 'QUARTS HERON')).toBeGreaterThan(0.9);
  });

  test('another number is another ship, in digits and in Roman numerals', () => {
    expect(nameSimilarity('QUARTZ HERON 5', 'QUARTZ HERON 6')).toBe(0.4);
    expect(nameSimilarity('QUARTZ HERON II', 'QUARTZ HERON III')).toBe(0.4);
    expect(nameSimilarity('QUARTZ HERON II', 'QUARTZ HERON 2')).toBeGreaterThan(0.8);
  });

  test('is symmetric, in 0 to 1, and 1 for equal names only', () => {
    const key = fc.stringMatching(/^[A-Z0-9]{1,8}( [A-Z0-9]{1,8}){0,3}$/);
    fc.assert(
      fc.property(key, key, (a, b) => {
        const score = nameSimilarity(a, b);
        expect(score).toBe(nameSimilarity(b, a));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score === 1).toBe(a === b);
      }),
    );
  });
});

describe('nameRarity', () => {
  test('common words say little, distinctive ones much', () => {
    expect(nameRarity('OCEAN STAR')).toBeLessThan(0.3);
    expect(nameRarity('STAR 5')).toBeLessThan(0.2);
    expect(nameRarity('QUARTZ HERON')).toBeGreaterThan(0.75);
  });
});

describe('matchVessel', () => {
  const probe = { names: ['QUARTZ HERON', 'Кварц'] };

  test('a rare name that is the same scores high, and says that nothing but the name speaks for it', () => {
    const match = matchVessel(probe, stated('Mv Quartz Heron'));
    expect(match?.score).toBeGreaterThan(0.7);
    expect(match?.score).toBeLessThanOrEqual(0.9);
    expect(match?.features.map(({ name }) => name)).toEqual(['name', 'rarity']);
    expect(match?.caveat).toBe(
      'The incident file has no IMO number, no flag and no type of vessel; nothing confirms or contradicts beyond the name.',
    );
  });

  test('a common name that is the same scores lower than a rare one', () => {
    const common = matchVessel({ names: ['OCEAN STAR'] }, stated('Ocean Star'));
    expect(common?.score).toBeLessThan(0.55);
    expect(common?.features[1]?.explanation).toContain('many share it');
  });

  test('the best of several names counts, in whatever script', () => {
    const match = matchVessel({ names: ['OTHER LANTERN', 'Кварц Херон'] }, stated('Kvarts Kheron'));
    expect(match?.features[0]?.explanation).toContain('Кварц Херон');
  });

  test('names that are not alike are no match', () => {
    expect(matchVessel(probe, stated('Amber Otter'))).toBeNull();
    expect(matchVessel(probe, stated('Quartz Heron 7'))).toBeNull();
    expect(matchVessel({ names: [] }, stated('Quartz Heron'))).toBeNull();
    expect(matchVessel(probe, stated('Name Withheld'))).toBeNull();
  });

  test('a flag that agrees raises the score, one that differs lowers it, a former one raises it less', () => {
    const score = (flag: string | null, pastFlags: string[] = []) =>
      matchVessel({ ...probe, flag: 'PA', pastFlags }, stated('Quartz Heron', { flag }))?.score ?? 0;
    expect(score('PA')).toBeGreaterThan(score('MT', ['MT']));
    expect(score('MT', ['MT'])).toBeGreaterThan(score(null));
    expect(score(null)).toBeGreaterThan(score('MT'));
  });

  test('a flag in words is left out rather than said to differ', () => {
    const match = matchVessel({ ...probe, flag: 'Panama' }, stated('Quartz Heron', { flag: 'PA' }));
    expect(match?.features.map(({ name }) => name)).toEqual(['name', 'rarity']);
  });

  test('IMO numbers settle it, either way', () => {
    const score = (imo: string) => matchVessel({ ...probe, imo: '9999993' }, stated('Quartz Heron', { imo }))?.score;
    expect(score('9999993')).toBe(0.99);
    expect(score('9999981')).toBe(0.02);
  });

  test('every score is in 0 to 1, and a name alone never makes more than 0.9', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (a, b) => {
        const match = matchVessel({ names: [a] }, stated(b));
        expect(match === null || (match.score >= 0 && match.score <= 0.9)).toBe(true);
      }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StatedVessel } from '../../../subgraphs/incidents/matching/explain.js';
import { type VesselProbe, vesselMatcher } from '../../../subgraphs/incidents/matching/matchVessel.js';

const stated = (name: string, more: Partial<StatedVessel> = {}): StatedVessel => ({
  name,
  imo: null,
  flag: null,
  type: null,
  ...more,
});
const matchVessel = (probe: VesselProbe, vessel: StatedVessel) => vesselMatcher(probe)(vessel);

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
    expect(common?.score).toBeLessThan(matchVessel({ names: ['QUARTZ HERON'] }, stated('Quartz Heron'))?.score ?? 0);
    expect(common?.features[1]?.explanation).toContain('many share it');
  });

  test('the best of several names counts, in whatever script', () => {
    const match = matchVessel({ names: ['OTHER LANTERN', 'Кварц Херон'] }, stated('Kvarts Kheron'));
    expect(match?.features[0]?.explanation).toContain('Кварц Херон');
  });

  test('names that are not alike are no match', () => {
    expect(matchVessel(probe, stated('Amber Otter'))).toBeNull();
    expect(matchVessel(probe, stated('Quartz Otter'))).toBeNull();
    expect(matchVessel({ names: [] }, stated('Quartz Heron'))).toBeNull();
    expect(matchVessel(probe, stated('Name Withheld'))).toBeNull();
  });

  test('another number is another ship, in digits and in Roman numerals: `Lantern 5` and `Lantern 6` are sisters', () => {
    const [five, two] = [{ names: ['QUARTZ HERON 5'] }, { names: ['QUARTZ HERON II'] }];
    expect(matchVessel(five, stated('Quartz Heron 6'))).toBeNull();
    expect(matchVessel(two, stated('Quartz Heron III'))).toBeNull();
    expect(matchVessel(two, stated('Quartz Heron 2'))?.score).toBeGreaterThan(0.7);
  });

  test('says what one of the names leaves out, and how they are written otherwise', () => {
    const explained = (name: string) => matchVessel(probe, stated(name))?.features[0]?.explanation;
    expect(explained('Quartz Heron 7')).toContain('leaves out "7"');
    expect(explained('Quartzheron')).toContain('but for gaps');
    expect(explained('M/V Quarts Heron')).toContain('in spelling');
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
    expect(score('9999993')).toBeGreaterThan(0.99);
    expect(score('9999981')).toBeLessThan(0.05);
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

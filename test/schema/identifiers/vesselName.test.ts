import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { vesselNameKey } from '../../../schema/identifiers/vesselName.js';

describe('vesselNameKey', () => {
  test.each([
    ['Chong Chon Gang', 'CHONG CHON GANG'],
    ['MV Chong Chon Gang', 'CHONG CHON GANG'],
    ['M/V "Chong-Chon Gang"', 'CHONG CHON GANG'],
    ['M.V. Chong Chon Gang', 'CHONG CHON GANG'],
    ['m.t.Ocean Lantern', 'OCEAN LANTERN'],
    ['LPG/C Polar Lantern', 'POLAR LANTERN'],
    ["L'Étoile du Nord", 'LETOILE DU NORD'],
    ['Адмирал Фонарь', 'ADMIRAL FONAR'],
    ['Shin Lantern No.36', 'SHIN LANTERN NO 36'],
  ])('%s is compared as %s', (name, key) => {
    expect(vesselNameKey(name)).toBe(key);
  });

  test('a saint is no steam tug, and initials stay', () => {
    expect(vesselNameKey('St. Irene')).toBe('ST IRENE');
    expect(vesselNameKey('C. Tahsin')).toBe('C TAHSIN');
  });

  test('a name that is nothing but a prefix keeps it', () => {
    expect(vesselNameKey('MV')).toBe('MV');
  });

  test.each(['NA', 'Name Withheld', 'Unspecified', '', ' - ', '"'])('%j names no ship', (name) => {
    expect(vesselNameKey(name)).toBe('');
  });

  test('is in ASCII upper case with single spaces, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        expect(vesselNameKey(name)).toMatch(/^([A-Z0-9]+( [A-Z0-9]+)*)?$/);
      }),
    );
  });

  test('every way to write a prefix gives the same key, and a key is its own key', () => {
    const name = fc
      .array(fc.stringMatching(/^[A-Z0-9]{4,8}$/), { minLength: 1, maxLength: 4 })
      .map((words) => words.join(' '));
    const prefix = fc.constantFrom('MV ', 'M/V ', 'M.V. ', 'm.v.', 'Mv. ', 'MT ', 'F/V ', '"MV ');
    fc.assert(
      fc.property(prefix, name, (before, bare) => {
        fc.pre(!['WITHHELD', 'NONE'].includes(bare));
        expect(vesselNameKey(bare)).toBe(bare);
        expect(vesselNameKey(before + bare)).toBe(bare);
      }),
    );
  });
});

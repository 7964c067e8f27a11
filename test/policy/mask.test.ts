import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadPolicy } from '../../policy/loading/load.js';
import { applyMask } from '../../policy/mask.js';
import { domains } from '../../schema/access.js';

const policy = loadPolicy();
const name = (value: string) => applyMask(policy, 'NAME', value);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', ' ', 'A', 'A B', 'Jan Kowalski', 'ab cd ef', '1961', '51.9', 'Jan van der Berg'),
);

describe('a mask', () => {
  it('never gives a value back, and of a text at most half of its letters', () => {
    fc.assert(
      fc.property(fc.constantFrom(...domains), fc.oneof(text, fc.double(), fc.integer()), (domain, value) => {
        const masked = applyMask(policy, domain, value);
        if (masked === undefined) return true;
        if (typeof value === 'number') return masked !== value;
        const letters = (written: string) => [...written].filter((each) => /[\p{L}\p{N}]/u.test(each)).length;
        return typeof masked === 'string' && masked !== value && letters(masked) <= letters(value.normalize('NFC')) / 2;
      }),
      { numRuns: 5000 },
    );
  });

  it('shows two initials of a name, however many words it has', () => {
    expect(name('Jan Kowalski')).toBe('J… K…');
    expect(name('KOWALSKI, Jan Maria Piotr')).toBe('K… J…');
    expect(name('Nagy Anna')).toBe('N… A…');
    expect(name("  O'Brien  ")).toBe('O…');
    expect(name('Фиктив Небываленко-Омега')).toBe('Ф… Н…');
  });

  it('shows no character that is a whole name, in scripts that write one so', () => {
    for (const whole of ['林志玲', '林 志玲', '김철수', '김 철수', 'やまだ', 'X', 'A B'])
      expect(name(whole)).toBeUndefined();
    expect(name('林 Anna')).toBe('A…');
    expect(name('Æsa Jónsdóttir')).toBe('Æ… J…');
  });

  it('shows two characters of a number, and of a short one nothing', () => {
    expect(applyMask(policy, 'NUMBER', 'DEMO-000001')).toBe('…01');
    expect(applyMask(policy, 'NUMBER', '00001234')).toBe(applyMask(policy, 'NUMBER', '0000000000001234'));
    expect(applyMask(policy, 'NUMBER', '1234567')).toBeUndefined();
    expect(applyMask(policy, 'NUMBER', 'NL-20-1-7')).toBeUndefined();
  });

  it('shows the year of a whole date, and of a month or a year nothing', () => {
    expect(applyMask(policy, 'DATE', '1961-04-12')).toBe('1961');
    for (const coarse of ['1961', '1961-04', '196', 'unknown'])
      expect(applyMask(policy, 'DATE', coarse)).toBeUndefined();
  });

  it('rounds a coordinate to one decimal, and shows none that has no more', () => {
    expect(applyMask(policy, 'POSITION', 51.94871)).toBe(51.9);
    expect(Object.is(applyMask(policy, 'POSITION', -0.04), 0)).toBe(true);
    for (const coarse of [51.9, 4, 0, Number.NaN, '51.94871'])
      expect(applyMask(policy, 'POSITION', coarse)).toBeUndefined();
  });

  it('is none without a domain, whatever the value', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => applyMask(policy, null, value) === undefined),
      { examples: [['Jan Kowalski']] },
    );
    for (const domain of domains) expect(applyMask(policy, domain, ['Jan Kowalski', '1961-04-12'])).toBeUndefined();
  });
});

import { timingSafeEqual } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { CODE_LASTS_MS, createSignInCodes } from '../../../gateway/console/signInCodes.js';
import { limitWrongCodes } from '../../../gateway/console/signInLimit.js';

describe('a code', () => {
  test('has 256 bits, and no two are the same', () => {
    const codes = createSignInCodes();
    const given = Array.from({ length: 100 }, () => codes.give());
    for (const code of given) expect(code).toMatch(/^[\w-]{43}$/);
    expect(new Set(given).size).toBe(100);
  });

  test('is good once', () => {
    const codes = createSignInCodes();
    const code = codes.give();
    expect(codes.take(code)).toBeDefined();
    expect(codes.take(code)).toBeUndefined();
  });

  test('is good again where nothing came of it', () => {
    const codes = createSignInCodes();
    const code = codes.give();
    codes.take(code)?.putBack();
    expect(codes.take(code)).toBeDefined();
  });

  test.each(['', 'x', 'a longer text than any code, with blanks and ä', '\u0000'])('is not %j', (text) => {
    const codes = createSignInCodes();
    codes.give();
    expect(codes.take(text)).toBeUndefined();
  });

  test('is compared with every one that is held, whole and in constant time, whichever is right', () => {
    const compared: number[] = [];
    const equal = (one: Uint8Array, other: Uint8Array) => {
      compared.push(one.length, other.length);
      return timingSafeEqual(one, other);
    };
    const codes = createSignInCodes({ equal });
    const [first = '', , last = ''] = [codes.give(), codes.give(), codes.give()];
    for (const code of [first, last, 'wrong']) {
      compared.length = 0;
      codes.take(code)?.putBack();
      expect(compared).toEqual([32, 32, 32, 32, 32, 32]);
    }
  });

  test('ends after a working day, and its giver is told once it is tried', () => {
    let time = 0;
    let gone = 0;
    const codes = createSignInCodes({ now: () => time });
    const [late, inTime] = [codes.give(() => (gone += 1)), codes.give(() => (gone += 1))];
    time = CODE_LASTS_MS - 1;
    expect(codes.take(inTime)).toBeDefined();
    time = CODE_LASTS_MS;
    expect([codes.take(late), gone]).toEqual([undefined, 1]);
    expect([codes.take(late), gone]).toEqual([undefined, 1]);
  });

  test('that was spent is told to its giver, one that was put back is not', () => {
    let gone = 0;
    const codes = createSignInCodes();
    const code = codes.give(() => (gone += 1));
    codes.take(code)?.putBack();
    expect(gone).toBe(0);
    codes.take(code)?.spend();
    expect(gone).toBe(1);
  });
});

describe('wrong codes', () => {
  test('are taken five times in any minute, and beyond that the wait is said', () => {
    let time = 0;
    const wrong = limitWrongCodes(() => time);
    for (time = 0; time < 50_000; time += 10_000) expect(wrong.count()).toBe(0);
    expect(wrong.count()).toBe(10);
    time = 59_999;
    expect(wrong.count()).toBe(1);
    time = 60_000;
    expect(wrong.count()).toBe(0);
    expect(wrong.count()).toBe(10);
  });
});

import { describe, expect, test } from '@jest/globals';
import { restartPause } from '../../storage/restartPause.js';

const now = 1_000_000;
const crashes = (count: number): number[] => Array.from({ length: count }, (_, index) => now - 1_000 * (count - index));

describe('the pause before a crashed worker is replaced', () => {
  test('is none after the first crash', () => {
    expect(restartPause([now], now)).toBe(0);
  });

  test('doubles with each crash, and has an end', () => {
    expect([2, 3, 4, 5, 6, 7].map((count) => restartPause(crashes(count), now))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000,
    ]);
  });

  test('is over when there were too many', () => {
    expect(restartPause(crashes(8), now)).toBeNull();
  });

  test('forgets crashes of long ago', () => {
    expect(restartPause([...crashes(7).map((at) => at - 120_000), now], now)).toBe(0);
  });
});

import { expect, test } from '@jest/globals';
import { LONGEST_MS } from '../../../client/asking/memory.js';
import { IDLE_MS, idleState, isWorking, keepTouched, nextLookMs } from '../../../console/shell/idle.js';

test('a page that nobody touches shows nothing longer than the client holds it', () => {
  expect(IDLE_MS).toBeLessThanOrEqual(LONGEST_MS);
});

test.each([
  [-5_000, 'touched', 600_000],
  [0, 'touched', 600_000],
  [599_999, 'touched', 1],
  [600_000, 'losing', 240_000],
  [839_999, 'losing', 1],
  [840_000, 'warned', 60_000],
  [899_999, 'warned', 1],
  [900_000, 'over', 0],
  [9e9, 'over', 0],
])('%d ms after it was touched it is %s, and is looked at again after %d', (since, state, next) => {
  expect(idleState(since)).toBe(state);
  expect(nextLookMs(since)).toBe(next);
});

test('what runs keeps a page touched until all of it is done, each once', () => {
  const [one, other] = [keepTouched(), keepTouched()];
  one();
  one();
  expect(isWorking()).toBe(true);
  other();
  expect(isWorking()).toBe(false);
});

import { expect, test } from '@jest/globals';
import { fuzzForeign } from './foreign.js';

test.each([
  [1, 'as under --policy permissive, with a label on everything'],
  [0.75, 'with what is withheld cut out, under random labels'],
])(
  'foreign sources are answered (%s of the fields shown) %s',
  async (share) => {
    const { compared, cut, findings } = await fuzzForeign({ seed: 1, count: 120, share });
    expect(findings).toEqual([]);
    expect(compared).toBeGreaterThan(60);
    expect(cut > 20).toBe(share < 1);
  },
  300_000,
);

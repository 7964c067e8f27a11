import { describe, expect, it } from '@jest/globals';
import { findFault, hasPython, tryExports } from './exportsTrial.js';

// `npm run fuzz -- exports` tries 1,000.
const count = 25;

describe('tools/verify-audit.mjs beside a second implementation in Python', () => {
  (hasPython() ? it : it.skip)(
    'judges random exports, and corrupted ones, as it does (skipped where there is no python3)',
    async () => {
      const judged = await tryExports(count, 1);
      expect(judged.map(findFault).filter((fault) => fault !== null)).toEqual([]);
      expect(judged).toHaveLength(2 * count);
      expect(new Set(judged.map(({ tool }) => tool))).toEqual(new Set([0, 1, 3]));
    },
    120_000,
  );

  it('tells a verdict that differs, and one that is wrong on both sides', () => {
    const judged = { seed: 1, corruption: 'a bit flipped', isHarmless: false, file: 'x', tool: 1, oracle: 1 };
    expect(findFault(judged)).toBeNull();
    expect(findFault({ ...judged, oracle: 3 })).toMatch(/the tool 1, the oracle 3/);
    expect(findFault({ ...judged, tool: 0, oracle: 0 })).not.toBeNull();
    expect(findFault({ ...judged, corruption: null })).not.toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { createSeenKeys } from '../../../../ingest/mapping/check/seenKeys.js';

describe('seen keys', () => {
  it('knows every key again, among hundreds of thousands, and takes no two for one', () => {
    const seen = createSeenKeys();
    const keys = Array.from({ length: 300_000 }, (_, index) => `NL-${index}`);
    expect(keys.filter((key) => !seen.add(key))).toEqual([]);
    expect(keys.filter((key) => seen.add(key))).toEqual([]);
    expect(seen.add('NL-300000')).toBe(true);
  });

  it('tells texts apart that differ little, or are empty', () => {
    const seen = createSeenKeys();
    for (const key of ['', '0', '00', 'a', 'A', 'ab', 'ba', '\u0000', 'é', 'e\u0301']) expect(seen.add(key)).toBe(true);
  });
});

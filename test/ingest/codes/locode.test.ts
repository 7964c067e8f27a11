import { describe, expect, it } from '@jest/globals';
import { toLocode } from '../../../ingest/codes/locode.js';

describe('toLocode', () => {
  it.each([
    ['NLRTM', 'NLRTM'],
    ['nl rtm', 'NLRTM'],
    ['DE A2H', 'DEA2H'],
    ['XZ23A', 'XZ23A'],
  ])('reads %s as %s', (text, code) => {
    expect(toLocode(text)).toBe(code);
  });

  it('says null for another form, and for a country that there is not', () => {
    expect(['NLRT', 'NLRT1', 'Rotterdam', 'ZZABC', 'QQRTM', '', null].map(toLocode)).toEqual(Array(7).fill(null));
  });
});

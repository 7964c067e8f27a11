import { describe, expect, it } from '@jest/globals';
import { toPackageType } from '../../../ingest/codes/packages.js';

describe('toPackageType', () => {
  it.each([
    ['CT', 'CT'],
    ['bg', 'BG'],
    ['1A', '1A'],
    ['Carton', 'CT'],
    ['CTNS', 'CT'],
    ['Drum, steel', '1A'],
    ['pallets', 'PX'],
    ['Bulk, liquid', 'VL'],
    ['PK', 'PK'],
  ])('reads %s as %s', (text, code) => {
    expect(toPackageType(text)).toBe(code);
  });

  it('says null for what is no package', () => {
    expect(['', null, undefined, 'Q1', 'elephant'].map(toPackageType)).toEqual(Array(5).fill(null));
  });
});

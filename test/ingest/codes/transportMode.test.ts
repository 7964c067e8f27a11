import { describe, expect, it } from '@jest/globals';
import { toTransportMode } from '../../../ingest/codes/transportMode.js';

describe('toTransportMode', () => {
  it.each([
    ['1', 1],
    ['10', 1],
    ['Ocean', 1],
    ['SEA', 1],
    ['rail', 2],
    ['Truck', 3],
    ['Air Charter', 4],
    ['Air', 4],
    ['post', 5],
    ['8', 8],
    ['0', 0],
  ])('reads %s as %d', (text, mode) => {
    expect(toTransportMode(text)).toBe(mode);
  });

  it('says null for what is no mode', () => {
    expect(['', null, undefined, 'N/A', '123', 'camel'].map(toTransportMode)).toEqual(Array(6).fill(null));
  });
});

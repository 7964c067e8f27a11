import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../policy/loading/load.js';
import { mayOriginate } from '../../policy/mayOriginate.js';

const policy = loadPolicy();

describe('mayOriginate', () => {
  it.each([
    ['NL-CUSTOMS', 'ofac-sdn', true],
    ['NL-CUSTOMS', 'mapped-watchlist', true],
    ['NL-CUSTOMS', 'watchlist', false],
    ['EU-SANCTIONS-DESK', 'ofac-sdn', true],
    ['EU-SANCTIONS-DESK', 'mapped-watchlist', false],
    ['XA-NOBODY', 'ofac-sdn', false],
  ])('says whether %s may enter %s', (agency, source, expected) => {
    expect(mayOriginate(policy, agency, source)).toBe(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../policy/loading/load.js';
import { mayEnter } from '../../policy/mayEnter.js';

const policy = loadPolicy();

describe('mayEnter', () => {
  it.each([
    ['NL-CUSTOMS', 'ofac-sdn', true],
    ['NL-CUSTOMS', 'mapped-watchlist', true],
    ['NL-CUSTOMS', 'watchlist', false],
    ['EU-SANCTIONS-DESK', 'ofac-sdn', true],
    ['EU-SANCTIONS-DESK', 'mapped-watchlist', false],
    ['XA-NOBODY', 'ofac-sdn', false],
  ])('says whether %s may enter %s', (agency, source, expected) => {
    expect(mayEnter(policy, agency, source)).toBe(expected);
  });
});

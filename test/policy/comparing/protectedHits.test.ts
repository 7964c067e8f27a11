import { describe, expect, it } from '@jest/globals';
import { findOtherDifferences } from '../../../policy/comparing/otherDifferences.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { withProtectedHits } from '../arbitraries.js';

const policy = loadPolicy();
const given = withProtectedHits(policy, 'FIU');

describe('a comparison of two policies', () => {
  it('names each agency that is told of protected records and was not, and each that is no longer', () => {
    const what = 'told by a number of protected records of which it sees nothing';
    expect(findOtherDifferences([policy, given])).toMatchObject({
      gains: [`IT-FIU is ${what}, and was not.`],
      losses: [],
      also: ['The row protectedHits of FIU is new.'],
    });
    expect(findOtherDifferences([given, policy])).toMatchObject({
      gains: [],
      losses: [`IT-FIU is no longer ${what}.`],
    });
    expect(findOtherDifferences([given, withProtectedHits(policy, 'FIU')])).toMatchObject({
      gains: [],
      losses: [],
      also: [],
    });
  });

  it('names an agency that becomes one of a kind that is told', () => {
    const tax = policy.agencies['ES-TAX'];
    const moved = { ...given, agencies: { ...given.agencies, 'ES-TAX': { ...tax, kind: 'FIU' } } } as typeof given;
    expect(findOtherDifferences([given, moved]).gains).toEqual([expect.stringContaining('ES-TAX is told')]);
  });

  it('says that what a right to be told rests on is another', () => {
    const [row] = given.protectedHits;
    const rebased = { ...given, protectedHits: [{ ...row, basis: [{ act: 'Another act' }] }] } as typeof given;
    expect(findOtherDifferences([given, rebased]).also).toEqual(['The row protectedHits of FIU: changed in basis.']);
  });
});

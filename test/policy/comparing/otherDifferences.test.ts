import { expect, test } from '@jest/globals';
import { findOtherDifferences } from '../../../policy/comparing/otherDifferences.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Agency } from '../../../policy/policy.js';

test('clients that an agency registers are told beside, and are nobody’s gain', () => {
  const policy = loadPolicy();
  const agency = policy.agencies['BE-CUSTOMS'] as Agency;
  const next = { ...policy, agencies: { ...policy.agencies, [agency.id]: { ...agency, clients: ['risk-engine'] } } };
  expect(findOtherDifferences([policy, next])).toEqual({
    gains: [],
    losses: [],
    also: ['BE-CUSTOMS: changed in clients.'],
  });
});

import { expect, test } from '@jest/globals';
import { findOtherDifferences } from '../../../policy/comparing/otherDifferences.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Agency, CategoryRow, Policy, SubjectRegime } from '../../../policy/policy.js';

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

test('what the letter to a person has, and under which law an agency answers, are told where they change', () => {
  const policy = loadPolicy();
  const agency = policy.agencies['NL-CUSTOMS'] as Agency;
  const [goods, crimes] = agency.subjectRequests as [SubjectRegime, SubjectRegime];
  const row = (category: string, subjectAccess: boolean) => ({
    [category]: { ...(policy.categories[category] as CategoryRow), subjectAccess },
  });
  const next: Policy = {
    ...policy,
    categories: { ...policy.categories, ...row('persons.reason', true), ...row('persons.contact', false) },
    agencies: {
      ...policy.agencies,
      'NL-CUSTOMS': { ...agency, subjectRequests: [{ ...goods, answerWithinDays: 60 }, crimes] },
      'ES-TAX': { ...(policy.agencies['ES-TAX'] as Agency), subjectRequests: [] },
    },
    trials: { ...policy.trials, subjects: { ...policy.trials.subjects, perOfficer: 30 } },
  };
  const { gains, losses, also } = findOtherDifferences([policy, next]);
  expect(gains).toEqual([
    'subjects.perOfficer of trials is 30 a day; it was 20, for everybody.',
    'persons.reason is in the letter to a person who asks, unless it is left out.',
  ]);
  expect(losses).toEqual(['persons.contact is no longer in the letter to a person who asks, unless it is left out.']);
  expect(also.map((sentence) => sentence.slice(0, 60))).toEqual([
    'NL-CUSTOMS: changed in subjectRequests.',
    'ES-TAX: changed in subjectRequests.',
    'No longer: NL-CUSTOMS answers persons about cargo, vessels, ',
    'No longer: ES-TAX answers persons about cargo, persons, vess',
    'NL-CUSTOMS answers persons about cargo, vessels, aircraft, o',
  ]);
  expect(also[4]).toContain('within 60 days');
});

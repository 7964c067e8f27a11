import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Agency, Policy } from '../../../policy/policy.js';
import { kindsOf } from '../../../policy/testing/models.js';
import { wordsOnAgency } from '../../../policy/testing/words.js';
import { withProtectedHits } from '../arbitraries.js';

const policy = loadPolicy();

function withAgency(agency: Agency, changes: Partial<Agency>): Policy {
  const changed = { [agency.id]: { ...agency, ...changes } };
  return { ...policy, agencies: Object.assign(Object.create(null), policy.agencies, changed) };
}

/** Sentences on what an agency gets, beside how records name it. */
const rightsOf = (of: Policy, id: string): string =>
  [...wordsOnAgency(of, id)].filter((sentence) => !sentence.includes(' is named by ')).join('\n');

describe('sentences on an agency', () => {
  it.each(Object.values(policy.agencies).map((agency) => [agency.id, agency] as const))(
    'are others where the kind of %s is another: BE-CUSTOMS could once be of any, since the other agency was itself',
    (id, agency) => {
      const before = rightsOf(policy, id);
      const others = kindsOf(policy).filter((kind) => kind !== agency.kind);
      const unchanged = others.filter((kind) => rightsOf(withAgency(agency, { kind }), id) === before);
      // In the log both who have a mandate get the same; who exercises a person's right tells them apart, where one may state that purpose.
      const isAlike = agency.kind === 'INTERNAL_AUDIT' && !agency.purposes.includes('DATA_SUBJECT_REQUEST');
      expect(unchanged).toEqual(isAlike ? ['SUPERVISOR'] : []);
      for (const kind of others)
        expect([...wordsOnAgency(withAgency(agency, { kind }), id)]).not.toEqual([...wordsOnAgency(policy, id)]);
    },
  );

  it('say of no agency that what it sees of another is its own', () => {
    for (const id of Object.keys(policy.agencies)) {
      const lent = [...wordsOnAgency(policy, id)].filter((sentence) => sentence.includes(': for '));
      for (const sentence of lent) expect(sentence).not.toMatch(/sees [^;:]*(handling\.originator|provenance\.raw)/);
    }
  });

  it('are others for each agency that a mandate has less, or more, and for entries that name nobody', () => {
    const supervisor = policy.agencies['EU-SUPERVISOR'] as Agency;
    const before = rightsOf(policy, supervisor.id);
    for (const id of supervisor.mandate) {
      const mandate = supervisor.mandate.filter((each) => each !== id);
      expect(rightsOf(withAgency(supervisor, { mandate }), supervisor.id)).not.toBe(before);
    }
    const national = policy.agencies['NL-SUPERVISOR'] as Agency;
    const more = withAgency(national, { mandate: [...national.mandate, 'DE-POLICE'] });
    expect(rightsOf(more, national.id)).toContain('of entries of NL-SUPERVISOR, NL-CUSTOMS, DE-POLICE.');
    expect(rightsOf(withAgency(supervisor, { overseesNobody: false }), supervisor.id)).not.toBe(before);
    expect(before).toContain(', nobody.');
  });

  it('tell who may know of protected records, which in the product is nobody', () => {
    for (const id of Object.keys(policy.agencies)) expect(rightsOf(policy, id)).not.toContain('protected records');
    const given = withProtectedHits(policy, 'FIU');
    expect(rightsOf(given, 'IT-FIU')).toContain(
      'IT-FIU is told by a NUMBER of protected records of which it sees nothing.',
    );
    expect(rightsOf(given, 'ES-TAX')).not.toContain('protected records');
  });
});

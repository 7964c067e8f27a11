import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../policy/decide.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { findLoosened, type RestrictedTerms, restrictions } from '../../policy/loosening.js';
import { recordStanding } from '../../policy/rows/protectedRow.js';
import { ordinary } from '../../policy/space/records.js';
import { type Effect, type Envelope, rank } from '../../policy/types.js';
import { anyCategory, anyEnvelope, anyFacts } from './arbitraries.js';

const policy = loadPolicy();
const strict: RestrictedTerms = {
  originator: 'NL-CUSTOMS',
  classification: 'CONFIDENTIEL_UE',
  handlingCodes: ['H1', 'H2'],
  addressees: ['DE-POLICE'],
  releasableTo: ['kind:CUSTOMS_MS', 'agency:DE-POLICE'],
  hitTo: ['kind:POLICE_MS'],
  purposeLimits: ['CUSTOMS_CONTROL'],
  dataSubjectCategory: 'VICTIM',
  minor: true,
  jointOperation: null,
  expiresAt: '2027-01-01T00:00:00.000Z',
};
const none = { dataSubjectCategory: null, jointOperation: null, expiresAt: null };
const open: RestrictedTerms = { ...ordinary, originator: 'NL-CUSTOMS', ...none };

describe('a new envelope of a record', () => {
  it.each<[string, Partial<RestrictedTerms>, readonly string[]]>([
    ['the same', {}, []],
    ['of a lower level', { classification: 'RESTREINT_UE' }, ['classification']],
    ['of a higher level', { classification: 'SECRET_UE' }, []],
    ['without one of its codes', { handlingCodes: ['H2'] }, ['handlingCodes']],
    ['with a code more', { handlingCodes: ['H1', 'H2', 'H3'] }, []],
    ['to another addressee', { addressees: ['BE-CUSTOMS'] }, ['addressees']],
    ['to no addressee', { addressees: [] }, []],
    ['released without a list', { releasableTo: [] }, ['releasableTo']],
    ['released to another', { releasableTo: ['agency:DE-POLICE', 'agency:EUROPOL'] }, ['releasableTo']],
    ['released to one of a kind that was named', { releasableTo: ['agency:BE-CUSTOMS'] }, []],
    ['pointing others to it', { hitTo: ['kind:POLICE_MS', 'kind:FIU'] }, ['hitTo']],
    ['without limits of purpose', { purposeLimits: [] }, ['purposeLimits']],
    ['for another purpose', { purposeLimits: ['CUSTOMS_CONTROL', 'RISK_ANALYSIS'] }, ['purposeLimits']],
    ['of one who is no victim', { dataSubjectCategory: 'SUSPECT' }, ['dataSubjectCategory']],
    ['of a witness', { dataSubjectCategory: 'WITNESS' }, []],
    ['of one who is of age', { minor: false }, ['minor']],
    ['of an operation', { jointOperation: 'operation_x' }, ['jointOperation']],
    ['that expires later', { expiresAt: '2027-01-02T00:00:00Z' }, ['expiresAt']],
    ['that never expires', { expiresAt: null }, ['expiresAt']],
    ['that expires earlier', { expiresAt: '2026-12-31T00:00:00Z' }, []],
  ])('%s', (_, change, terms) => expect(findLoosened(policy, strict, { ...strict, ...change })).toEqual(terms));

  it('that drops everything is looser in everything; one that adds everything is not', () => {
    expect(findLoosened(policy, strict, open)).toEqual([
      'classification',
      'handlingCodes',
      'releasableTo',
      'purposeLimits',
      'dataSubjectCategory',
      'minor',
      'expiresAt',
    ]);
    expect(findLoosened(policy, open, strict)).toEqual([]);
  });

  it('that names a third country where nobody was named is looser: the country is lent what needs consent', () => {
    expect(findLoosened(policy, open, { ...open, releasableTo: ['agency:NL-CUSTOMS'] })).toEqual([]);
    expect(findLoosened(policy, open, { ...open, releasableTo: ['agency:XA-CUSTOMS'] })).toEqual(['releasableTo']);
  });

  it('of a protected record that names an agency itself is looser: it is told, and was not by its kind', () => {
    const victim = { ...open, dataSubjectCategory: 'VICTIM', hitTo: ['kind:FIU'] };
    const more = { ...victim, hitTo: ['kind:FIU', 'agency:IT-FIU'] };
    expect(findLoosened(policy, victim, more)).toEqual(['hitTo']);
    expect(findLoosened(policy, { ...strict, hitTo: ['kind:FIU'] }, { ...strict, hitTo: more.hitTo })).toEqual([
      'hitTo',
    ]);
    expect(findLoosened(policy, more, victim)).toEqual([]);
    expect(findLoosened(policy, { ...victim, hitTo: [] }, victim)).toEqual([]);
    expect(findLoosened(policy, open, { ...open, hitTo: more.hitTo })).toEqual([]);
  });

  it('gives nobody more of the record where it is looser in nothing', () => {
    const envelope = anyEnvelope(policy);
    const terms = fc.subarray([...restrictions], { minLength: 1, maxLength: 4 });
    // Why not two at random: of those next to none is as strict as the other.
    const pair = fc.tuple(envelope, envelope, terms).map(([present, other, changed]) => {
      const some = Object.fromEntries(changed.map((term) => [term, other[term]]));
      return [present, { ...present, ...some }] as const;
    });
    const asked = fc.record({ who: anyFacts(policy), category: anyCategory(policy) });
    let compared = 0;
    fc.assert(
      fc.property(fc.array(asked, { minLength: 40, maxLength: 40 }), pair, (looks, [present, next]) => {
        if (findLoosened(policy, present, next).length > 0) return true;
        compared += 1;
        return looks.every(({ who, category }) => {
          const before = decide(policy, who, category, present);
          // What decide does not understand is given to nobody, and never stored.
          if (before.rule.endsWith('envelope.invalid')) return true;
          const after = decide(policy, who, category, next);
          const known = (envelope: Envelope, best: Effect) =>
            recordStanding({ policy, facts: who, envelope, subject: null }, best) !== 'INVISIBLE';
          if (known(next, after.effect) && !known(present, before.effect)) return false;
          return rank[after.effect] <= rank[before.effect];
        });
      }),
      { numRuns: 4000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});

import { describe, expect, it } from '@jest/globals';
import { bounds, viewId } from '../../policy/bounds.js';
import { decide } from '../../policy/decide.js';
import { validityWarnings } from '../../policy/loading/legalBasis.js';
import { loadPolicy } from '../../policy/loading/load.js';
import type { Policy, TimeBox } from '../../policy/policy.js';
import { visiblePredicate } from '../../policy/predicate.js';
import { viewKey } from '../../policy/rules/viewKey.js';
import { ordinary } from '../../policy/space/records.js';
import { factsOf } from '../../policy/testing/cases.js';

const shipped = loadPolicy();
const box = { from: '2026-06-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

function within(category: string, validity: TimeBox): Policy {
  const row = shipped.categories[category] as Policy['categories'][string];
  return { ...shipped, categories: { ...shipped.categories, [category]: { ...row, validity } } };
}

const policy = within('cargo.goods', box);
const at = (asOf: string) => factsOf(policy, 'NL-CUSTOMS ANALYST', 'CUSTOMS_CONTROL', { asOf });

describe('a row of the matrix', () => {
  it.each([
    ['a millisecond before it begins', '2026-05-31T23:59:59.999Z', 'NONE'],
    ['when it begins', box.from, 'FULL'],
    ['a millisecond before it ends', '2026-11-30T23:59:59.999Z', 'FULL'],
    ['when it ends', box.to, 'NONE'],
    ['after', '2027-01-01T00:00:00Z', 'NONE'],
  ] as const)('gives %s what is written: %s is %s, in every wall', (_when, asOf, effect) => {
    const facts = at(asOf);
    for (const originator of ['BE-CUSTOMS', 'NL-CUSTOMS']) {
      const decision = decide(policy, facts, 'cargo.goods', { ...ordinary, originator });
      expect(decision.effect).toBe(effect);
      expect(decision.rule === 'cap.validity.cargo.goods').toBe(effect === 'NONE');
    }
    expect(decide(policy, facts, 'cargo.movement', ordinary).effect).toBe('FULL');
    expect(bounds(policy, facts)('cargo.goods').ceiling).toBe(effect);
    const isNever = visiblePredicate(policy, facts, ['cargo.goods'], 'r').strings.join() === 'false';
    expect(isNever).toBe(effect === 'NONE');
  });

  it('parts views, and the walls that are kept, on both sides of the instant', () => {
    const [before, same, after] = ['2026-11-30T23:59:59.999Z', '2026-11-30T12:00:00Z', box.to].map(at);
    for (const key of [viewId, viewKey]) {
      expect(key(policy, before as never)).toBe(key(policy, same as never));
      expect(key(policy, before as never)).not.toBe(key(policy, after as never));
    }
  });

  it('takes with it what needs it', () => {
    const ended = within('persons.identity', box);
    const facts = factsOf(ended, 'DE-POLICE ANALYST', 'CRIMINAL_PREVENTION', { asOf: box.to });
    expect(decide(ended, facts, 'handling.subject', ordinary).effect).toBe('NONE');
    expect(decide(shipped, facts, 'handling.subject', ordinary).effect).toBe('FULL');
  });
});

describe('the operator', () => {
  const told = (asOf: string) => validityWarnings(policy, new Date(asOf));
  it('is told of a row from thirty days before its end, and after it', () => {
    expect(told('2026-10-31T23:59:59Z')).toEqual([]);
    expect(told('2026-11-01T00:00:00Z')).toEqual([
      'the row cargo.goods of the policy ends at 2026-12-01T00:00:00Z, in 30 days: from then on it is NONE for everybody; its owner is goods-policy@example.org',
    ]);
    expect(told(box.to)).toEqual([expect.stringMatching(/^the row cargo\.goods of the policy ended at/)]);
    expect(told('2026-05-01T00:00:00Z').join()).toMatch(
      /cargo\.goods of the policy begins at .*: until then it is NONE/,
    );
  });

  it('is told of a joint operation that ends, and not of one that is over', () => {
    expect(validityWarnings(shipped, new Date('2027-12-20T00:00:00Z'))).toEqual([
      expect.stringMatching(/^Operation Saltmarsh \(demonstration\) ends at 2028-01-01T00:00:00Z, in 12 days/),
    ]);
  });
});

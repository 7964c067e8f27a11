import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../policy/decide.js';
import { askedRules } from '../../../policy/explaining/askedRules.js';
import { type Change, changesOf, isAskable } from '../../../policy/explaining/changes.js';
import type { Elevation } from '../../../policy/explaining/elevations.js';
import { explain } from '../../../policy/explaining/explain.js';
import { decideAll, type Situation } from '../../../policy/explaining/situation.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { ordinary } from '../../../policy/space/records.js';
import { factsOf } from '../../../policy/testing/cases.js';
import { type Purpose, rank } from '../../../policy/types.js';
import { tries } from '../../support/runner/tries.js';
import { anyCategory, anyEnvelope, anyFacts } from '../arbitraries.js';

const policy = loadPolicy();

const anySituation: fc.Arbitrary<Situation> = fc.record({
  policy: fc.constant(policy),
  facts: anyFacts(policy),
  guards: fc.array(anyCategory(policy), { minLength: 1, maxLength: 2 }),
  envelope: fc.option(anyEnvelope(policy), { nil: null, freq: 6 }),
  subject: fc.constantFrom(null, null, { category: 'SUSPECT', minor: false }, { category: null, minor: false }),
});

const wordsOf = ({ changes, to }: Elevation): string =>
  [...changes.map(({ what }) => Object.values(what).join(' ')), to].join(' + ');

const asked = (
  viewer: string,
  purpose: Purpose | undefined,
  guard: string,
  more: Partial<Situation> = {},
): Situation => ({
  policy,
  facts: factsOf(policy, viewer, purpose),
  guards: [guard],
  envelope: ordinary,
  subject: null,
  ...more,
});

describe('an explanation', () => {
  it('asks the rules that decide, in their order: the first of the lowest names the rule', () => {
    fc.assert(
      fc.property(anySituation, anyEnvelope(policy), (situation, envelope) => {
        const on = { ...situation, envelope, guards: situation.guards.slice(0, 1) };
        const rules = askedRules(on);
        const decision = decide(policy, on.facts, on.guards[0] as string, envelope, on.subject);
        const stated = rules.flatMap(({ effect }) => (effect === null ? [] : [rank[effect]]));
        const least = Math.min(...stated);
        const needs = policy.categories[on.guards[0] as string]?.needs ?? null;
        // What must be FULL elsewhere takes all away, whatever is left there.
        if (needs === null) expect(least).toBe(rank[decision.effect]);
        if (needs === null) expect(rules.find((each) => each.effect === decision.effect)?.rule).toBe(decision.rule);
      }),
      { numRuns: tries(600, 2000) },
    );
  });

  it('names only what raises the effect, and nothing that it would do without', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const on = { ...situation, envelope: situation.envelope ?? ordinary };
        const { effect, elevations } = explain(on);
        for (const { changes, to } of elevations) {
          expect(rank[to]).toBeGreaterThan(rank[effect]);
          expect(decideAll(applied(on, changes)).effect).toBe(to);
          // What the gateway refuses is no way to see more.
          expect(isAskable(applied(on, changes))).toBe(true);
          for (const one of changes) {
            const fewer = applied(
              on,
              changes.filter((each) => each !== one),
            );
            if (isAskable(fewer)) expect(rank[decideAll(fewer).effect]).toBeLessThan(rank[to]);
          }
        }
      }),
      { numRuns: tries(30, 100) },
    );
  });

  it('misses no single change that raises the effect, but where the policy would have to', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const on = { ...situation, envelope: situation.envelope ?? ordinary };
        const { effect, elevations } = explain(on);
        const best = Math.max(rank[effect], ...elevations.map(({ to }) => rank[to]));
        for (const change of changesOf(on)) {
          const to = rank[decideAll(change.apply(on)).effect];
          if (change.what.kind === 'PURPOSE' || change.what.kind === 'ROLE') continue;
          expect(to).toBeLessThanOrEqual(Math.max(best, 0));
        }
      }),
      { numRuns: tries(30, 100) },
    );
  });

  it('says of no record what the most is that any can give, and what of the request would give more', () => {
    const of = asked('NL-CUSTOMS ANALYST', 'RISK_ANALYSIS', 'persons.documents', { envelope: null });
    const { effect, ofRecord, elevations } = explain(of);
    expect({ effect, ofRecord }).toEqual({ effect: 'NONE', ofRecord: false });
    expect(elevations.map(wordsOf)).toContain('PURPOSE CUSTOMS_CONTROL + FULL');
  });

  it('tells that a case is missing, and nothing else, where a case alone is', () => {
    const of = asked('EU-SUPERVISOR AUDITOR', 'DATA_PROTECTION_AUDIT', 'audit.disclosed', {
      envelope: { ...ordinary, originator: 'NL-CUSTOMS' },
    });
    const { rule, elevations } = explain({ ...of, facts: { ...of.facts, caseReference: undefined } });
    expect(rule).toBe('cap.case.audit.disclosed');
    expect(elevations.map(wordsOf)).toEqual(['CASE_REFERENCE + FULL']);
  });

  it('asks the originator for a release, not the rule for its own name', () => {
    const envelope = { ...ordinary, releasableTo: ['agency:DE-POLICE'] };
    const { rule, elevations } = explain(
      asked('NL-CUSTOMS ANALYST', 'CUSTOMS_CONTROL', 'persons.identity', { envelope }),
    );
    expect(rule).toBe('cap.release');
    expect(elevations.map(wordsOf)).toContain('RELEASE agency:NL-CUSTOMS + FULL');
  });

  it('offers nothing that would unprotect a victim or a minor', () => {
    const envelope = { ...ordinary, dataSubjectCategory: 'VICTIM', minor: true };
    const { effect, elevations } = explain(
      asked('DE-POLICE ANALYST', 'CRIMINAL_PREVENTION', 'persons.identity', { envelope }),
    );
    expect(effect).toBe('MASKED');
    expect(elevations).toEqual([]);
  });

  it('offers the policy only where nobody else can give as much', () => {
    const { elevations } = explain(asked('NL-CUSTOMS ANALYST', 'RISK_ANALYSIS', 'persons.documents'));
    expect(elevations.some(({ changes }) => changes.some(({ by }) => by === 'POLICY'))).toBe(false);
  });
});

function applied(situation: Situation, changes: readonly Change[]): Situation {
  return changes.reduce((made, change) => change.apply(made), situation);
}

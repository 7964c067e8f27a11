import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bounds, viewId } from '../../policy/bounds.js';
import { decide } from '../../policy/decide.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { mayBeHit, recordStanding } from '../../policy/rows/protectedRow.js';
import { ordinary } from '../../policy/space/records.js';
import { factsOf } from '../../policy/testing/cases.js';
import { classifications, type Effect, effects, rank } from '../../policy/types.js';
import { tries } from '../support/runner/tries.js';
import { anyCategory, anyEnvelope, anyFacts, withProtectedHits, withTurns } from './arbitraries.js';

const shipped = loadPolicy();
const policy = withTurns(shipped);
const facts = anyFacts(policy);
const envelope = anyEnvelope(policy);
const category = anyCategory(policy);
const runs = { numRuns: tries(1000, 3000) };

describe('decide', () => {
  it('never gives less to a higher clearance, all else equal', () => {
    fc.assert(
      fc.property(facts, envelope, category, fc.nat(4), fc.nat(4), (who, record, what, one, other) => {
        const at = (level: number) => {
          const clearance = classifications[level] ?? 'PUBLIC';
          return rank[decide(policy, { ...who, viewer: { ...who.viewer, clearance } }, what, record).effect];
        };
        return at(Math.min(one, other)) <= at(Math.max(one, other));
      }),
      runs,
    );
  });

  it('gives nothing of an expired record but what is public', () => {
    fc.assert(
      fc.property(facts, envelope, category, (who, record, what) => {
        const { effect } = decide(policy, who, what, { ...record, expiresAt: who.asOf });
        return effect === (what === 'public' ? 'FULL' : 'NONE');
      }),
      runs,
    );
  });

  it('gives nothing of special categories, to nobody', () => {
    fc.assert(
      fc.property(facts, envelope, (who, record) => {
        return decide(policy, who, 'persons.special', record).effect === 'NONE';
      }),
      runs,
    );
  });

  it('tells nobody who is masked anyway, or gets less, that a record is of a victim, a witness or a minor', () => {
    const told = (...asked: Parameters<typeof decide>) => {
      const { effect, reason } = decide(...asked);
      return `${effect} ${reason}`;
    };
    const protection = fc.constantFrom(
      { dataSubjectCategory: 'VICTIM' },
      { dataSubjectCategory: 'WITNESS' },
      { minor: true },
    );
    fc.assert(
      fc.property(facts, envelope, category, protection, (who, record, what, by) => {
        const other = { ...record, dataSubjectCategory: 'SUSPECT' as const, minor: false };
        const open = told(policy, who, what, other);
        return open.startsWith('FULL') || open === told(policy, who, what, { ...other, ...by } as typeof record);
      }),
      runs,
    );
  });

  it('is total: no value of an envelope makes it throw', () => {
    fc.assert(
      fc.property(facts, category, fc.object(), (who, what, junk) => {
        const decision = decide(policy, who, what, junk as never);
        return what === 'public' || decision.effect === 'NONE' || what === '';
      }),
      runs,
    );
  });
});

describe('the standing of a record', () => {
  it('is a hit on nobody protected, for anybody whom neither its own list nor the policy names', () => {
    const best = fc.constantFrom(...effects);
    const protection = fc.constantFrom(
      { dataSubjectCategory: 'VICTIM' },
      { dataSubjectCategory: 'WITNESS' },
      { minor: true },
    );
    fc.assert(
      fc.property(facts, envelope, best, protection, (who, record, most, by) => {
        const hitTo = record.hitTo.filter((name) => name !== `agency:${who.viewer.agency}`);
        const row = { policy: shipped, facts: who, envelope: { ...record, ...by, hitTo }, subject: null };
        const named = { ...row, envelope: { ...row.envelope, hitTo: [...hitTo, `agency:${who.viewer.agency}`] } };
        const given = { ...row, policy: withProtectedHits(shipped, who.viewer.kind) };
        if (most !== 'HIT') return [row, named, given].every((each) => recordStanding(each, most) !== 'HIT');
        const byName = [row, named, given].map((each) => mayBeHit(each, 'NAME'));
        return (
          recordStanding(row, most) === 'INVISIBLE' &&
          [named, given].every((each) => recordStanding(each, most) === 'HIT') &&
          byName.join() === 'false,true,false'
        );
      }),
      runs,
    );
  });

  it('is the same of records that are alike in all but the protection, where something of them is seen, or nothing', () => {
    fc.assert(
      fc.property(facts, envelope, fc.constantFrom('NONE', 'MASKED', 'FULL'), (who, record, most) => {
        const standings = [true, false].map((minor) =>
          recordStanding({ policy, facts: who, envelope: { ...record, minor }, subject: null }, most as Effect),
        );
        return standings[0] === standings[1];
      }),
      runs,
    );
  });
});

describe('bounds', () => {
  it('holds every decision between its floor and its ceiling', () => {
    fc.assert(
      fc.property(facts, envelope, category, (who, record, what) => {
        const { floor, ceiling } = bounds(policy, who)(what);
        const effect = rank[decide(policy, who, what, record).effect];
        return rank[floor] <= effect && effect <= rank[ceiling];
      }),
      { numRuns: tries(3000, 10_000) },
    );
  });

  it('is tight: some record reaches the ceiling', () => {
    fc.assert(
      fc.property(facts, category, (who, what) => {
        const { agency } = who.viewer;
        const reached = Object.keys(policy.agencies).flatMap((originator) =>
          [null, ...policy.operations.map((operation) => operation.id)].map(
            (jointOperation) =>
              rank[
                decide(policy, who, what, {
                  ...ordinary,
                  originator,
                  jointOperation,
                  releasableTo: [`agency:${agency}`],
                }).effect
              ],
          ),
        );
        return Math.max(...reached) === rank[bounds(policy, who)(what).ceiling];
      }),
      { numRuns: tries(300, 1000) },
    );
  });

  it("calls public ALWAYS, special NEVER, and an originator's categories RECORD", () => {
    const customs = bounds(policy, factsOf(policy, 'NL-CUSTOMS ANALYST', 'CUSTOMS_CONTROL'));
    expect(customs('public')).toMatchObject({ floor: 'FULL', ceiling: 'FULL', reason: null });
    expect(customs('persons.special')).toMatchObject({ ceiling: 'NONE', reason: 'CATEGORY' });
    expect(customs('cargo.risk')).toMatchObject({ floor: 'NONE', ceiling: 'FULL' });
    expect(customs('persons.reason')).toMatchObject({ ceiling: 'NONE', reason: 'PURPOSE' });
    expect(customs('nothing.known')).toMatchObject({ ceiling: 'NONE', rule: 'category.unknown' });
    const tax = bounds(policy, factsOf(policy, 'ES-TAX ANALYST', 'FINANCIAL_INVESTIGATION'));
    expect(tax('cargo.movement')).toMatchObject({ floor: 'NONE', ceiling: 'MASKED', reason: 'CATEGORY' });
    expect(tax('incidents.narrative')).toMatchObject({ ceiling: 'NONE' });
    expect(tax('handling.originator')).toMatchObject({ ceiling: 'NONE' });
  });

  it('gives viewers the same view exactly where their bounds are the same', () => {
    const view = (who: string, purpose: 'CUSTOMS_CONTROL' | 'RISK_ANALYSIS', more = {}) =>
      viewId(shipped, factsOf(shipped, who, purpose, more));
    const analyst = view('NL-CUSTOMS ANALYST', 'CUSTOMS_CONTROL');
    expect(view('NL-CUSTOMS ANALYST', 'CUSTOMS_CONTROL', { asOf: '2026-11-25T11:00:00Z' })).toBe(analyst);
    expect(view('NL-CUSTOMS ANALYST', 'RISK_ANALYSIS')).not.toBe(analyst);
    expect(view('NL-CUSTOMS ADMIN', 'CUSTOMS_CONTROL')).not.toBe(analyst);
  });

  it('changes with the beginning of a joint operation, not with the clock', () => {
    const at = (asOf: string) =>
      bounds(policy, { ...factsOf(policy, 'XA-CUSTOMS ANALYST', 'JOINT_OPERATION'), asOf })('vessels.identity').ceiling;
    expect(at('2028-01-31T23:59:59Z')).toBe('HIT');
    expect(at('2028-02-01T00:00:00Z')).toBe('MASKED');
    expect(at('yesterday')).toBe('NONE');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explainRecord } from '../../../policy/explaining/recordExplained.js';
import { decideAll, type Situation } from '../../../policy/explaining/situation.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { ordinary } from '../../../policy/space/records.js';
import { factsOf } from '../../../policy/testing/cases.js';
import { tries } from '../../support/runner/tries.js';
import { anyCategory, anyEnvelope, anyFacts } from '../arbitraries.js';

const policy = loadPolicy();
const unreadable = { handling: false, subject: false, release: false };
const readable = { handling: true, subject: true, release: false };

const asked = (changes: object, guard = 'persons.identity'): Situation => ({
  policy,
  facts: factsOf(policy, 'NL-CUSTOMS ANALYST', 'CUSTOMS_CONTROL'),
  guards: [guard],
  envelope: { ...ordinary, ...changes },
  subject: null,
});

const kindsOf = (situation: Situation, what: typeof readable): string[] =>
  explainRecord(situation, decideAll, what).elevations.flatMap(({ changes }) => changes.map(({ what }) => what.kind));

describe('an explanation on a record', () => {
  it('tells two records apart by nothing but effect and coarse reason, where the viewer may not read what lies on them', () => {
    const anyPair = fc.record({
      facts: anyFacts(policy),
      guard: anyCategory(policy),
      one: anyEnvelope(policy),
      other: anyEnvelope(policy),
    });
    let alike = 0;
    fc.assert(
      fc.property(anyPair, ({ facts, guard, one, other }) => {
        const [first, second] = [one, other].map((envelope) => {
          const situation = { policy, facts, guards: [guard], envelope, subject: null };
          return { decided: decideAll(situation), told: explainRecord(situation, decideAll, unreadable) };
        });
        if (first === undefined || second === undefined) return;
        if (first.decided.effect !== second.decided.effect || first.decided.reason !== second.decided.reason) return;
        // Of what the policy says, which rule it was may differ: whose record it is, and its operation's name, do not show.
        if (first.decided.reason === 'RECORD' || first.decided.reason === 'ORIGINATOR') {
          alike += 1;
          expect(JSON.stringify(first.told)).toBe(JSON.stringify(second.told));
        }
        expect(JSON.stringify([first.told, second.told])).not.toMatch(
          /operation\.operation|JOIN_OPERATION|LIFT|RELEASE/,
        );
      }),
      { numRuns: 600 },
    );
    expect(alike).toBeGreaterThan(20);
  });

  it('names what lies on it where the viewer may read that, and never a joint operation of others', () => {
    const restricted = asked({ handlingCodes: ['H3'] });
    expect(explainRecord(restricted, decideAll, readable).rule).toBe('cap.handling.H3');
    expect(kindsOf(restricted, readable)).toContain('LIFT_HANDLING');
    expect(explainRecord(restricted, decideAll, unreadable).rule).toBe('record');
    const [theirs = ''] = policy.operations
      .filter(({ members }) => !members.includes('NL-CUSTOMS'))
      .map(({ id }) => id);
    const shared = asked({ jointOperation: theirs, releasableTo: ['agency:DE-POLICE'] }, 'persons.contact');
    expect(kindsOf(shared, readable)).not.toContain('JOIN_OPERATION');
    expect(kindsOf(shared, unreadable)).not.toContain('JOIN_OPERATION');
  });

  it('tells two records apart by nothing that the originator keeps, where the viewer may read all else of their handling', () => {
    const anyPair = fc.record({
      facts: anyFacts(policy),
      guard: anyCategory(policy),
      envelope: anyEnvelope(policy),
      kept: anyEnvelope(policy),
      isSubjectRead: fc.boolean(),
    });
    const alike = { whole: 0, coarse: 0 };
    fc.assert(
      fc.property(anyPair, ({ facts, guard, envelope, kept, isSubjectRead }) => {
        if (envelope.originator === facts.viewer.agency) return;
        const { jointOperation = null, releasableTo, hitTo, dataSubjectCategory = null, minor } = kept;
        const other = {
          ...{ ...envelope, jointOperation, releasableTo, hitTo },
          ...(isSubjectRead ? {} : { dataSubjectCategory, minor }),
        };
        const read = { handling: true, subject: isSubjectRead, release: false };
        const one: Situation = { policy, facts, guards: [guard], envelope, subject: null };
        const two: Situation = { ...one, envelope: other };
        const [{ effect, reason }, decided] = [decideAll(one), decideAll(two)];
        if (effect !== decided.effect || reason !== decided.reason) return;
        const told = explainRecord(one, decideAll, read);
        alike[told.rule === 'record' ? 'coarse' : 'whole'] += 1;
        expect(told).toMatchObject({ effect, reason });
        expect(JSON.stringify(explainRecord(two, decideAll, read))).toBe(JSON.stringify(told));
      }),
      { numRuns: tries(50, 2000), seed: 84 },
    );
    expect(Math.min(alike.whole, alike.coarse)).toBeGreaterThan(0);
  });

  it('does not say that somebody is protected through a category that needs another', () => {
    const told = (changes: object) =>
      explainRecord(asked(changes, 'handling.subject'), decideAll, { handling: true, subject: false, release: false });
    expect(told({ dataSubjectCategory: 'VICTIM' }).rule).toBe('record');
    expect(JSON.stringify(told({ dataSubjectCategory: 'VICTIM' }))).toBe(JSON.stringify(told({ minor: true })));
  });

  it('tells a protected person by nothing that a restricted record would not say too', () => {
    const masked = { handling: true, subject: false, release: false };
    const [restricted, both] = [
      asked({ handlingCodes: ['H3'] }),
      asked({ handlingCodes: ['H3'], dataSubjectCategory: 'VICTIM' }),
    ];
    const told = (situation: Situation): string => JSON.stringify(explainRecord(situation, decideAll, masked));
    expect(told(both)).toBe(told(restricted));
    expect(kindsOf(both, masked)).toEqual(['OPEN']);
  });
});

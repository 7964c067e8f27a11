import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../policy/decide.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import {
  classifications,
  type Envelope,
  type LinkSubject,
  type Purpose,
  type RequestFacts,
  rank,
} from '../../../policy/types.js';
import type { EnvelopeRow } from '../../../subgraphs/kit/rows.js';
import {
  type EnvelopeVerdict,
  judgeAgain,
  judgeOfAsked,
  judgeRow,
} from '../../../subgraphs/kit/wall/envelopeVerdict.js';
import { withProtectedHits } from '../../policy/arbitraries.js';
import { textArray } from '../../support/textArray.js';
import { createRandom, pick, type Random } from './compiled/randomOperation.js';
import { randomRequest } from './compiled/scene.js';

const policy = loadPolicy();
const categories = Object.keys(policy.categories);

/** An envelope as its columns hold it. */
interface Stored {
  readonly originator: string;
  readonly handlingCodes: readonly string[];
  readonly addressees: readonly string[];
  readonly classification: number;
  readonly releasableTo: readonly string[];
  readonly hitTo: readonly string[];
  readonly purposeLimits: readonly string[];
  readonly dataSubjectCategory: string | null;
  readonly minor: boolean;
  readonly jointOperation: string | null;
  readonly expiresAt: string | null;
  readonly sourceRef: string;
  readonly caseReference: string | null;
  readonly handlingNote: string | null;
  readonly holds: readonly string[];
}

function randomStored(random: Random): Stored {
  const some = <Item>(items: readonly Item[]): Item[] => items.filter(() => random() < 0.2);
  const agencies = Object.keys(policy.agencies);
  const names = [...agencies.map((id) => `agency:${id}`), 'kind:CUSTOMS_MS', 'kind:EUROPOL', 'country:NL'];
  const instant = pick(random, [
    '2026-11-25T09:59:59.999Z',
    '2026-11-25T10:00:00.000Z',
    '2026-11-25T10:00:00.001Z',
    '2031-01-01T00:00:00.000Z',
  ]);
  return {
    originator: pick(random, agencies),
    handlingCodes: random() < 0.9 ? some(['H0', 'H1', 'H2', 'H3']) : ['H9'],
    addressees: random() < 0.5 ? [] : some(agencies),
    classification: pick(random, [0, 0, 0, 1, 2, 3, 4, 9]),
    releasableTo: random() < 0.6 ? [] : some(names),
    hitTo: random() < 0.6 ? [] : some(names),
    purposeLimits: random() < 0.7 ? [] : some(['CRIMINAL_INVESTIGATION', 'RISK_ANALYSIS']),
    dataSubjectCategory: pick(random, [null, null, 'SUSPECT', 'VICTIM', 'OTHERWISE']),
    minor: random() < 0.1,
    jointOperation: pick(random, [null, ...policy.operations.map(({ id }) => id)]),
    expiresAt: random() < 0.4 ? null : instant,
    sourceRef: String(random()),
    caseReference: String(random()),
    handlingNote: random() < 0.5 ? 'note' : null,
    holds: some(categories),
  };
}

const plain: Stored = {
  originator: 'BE-CUSTOMS',
  handlingCodes: [],
  addressees: [],
  classification: 0,
  releasableTo: [],
  hitTo: [],
  purposeLimits: [],
  dataSubjectCategory: null,
  minor: false,
  jointOperation: null,
  expiresAt: null,
  sourceRef: '1',
  caseReference: null,
  handlingNote: null,
  holds: [],
};

function rowOf(stored: Stored): EnvelopeRow {
  const { handlingCodes, addressees, releasableTo, hitTo, purposeLimits, holds } = stored;
  return {
    id: 'consignment_1',
    env_key: null,
    env_originator: stored.originator,
    env_expires_at: stored.expiresAt === null ? null : new Date(stored.expiresAt),
    env_terms: textArray([
      String(stored.classification),
      String(stored.minor),
      'demo-cargo',
      stored.dataSubjectCategory,
      stored.jointOperation,
      ...[handlingCodes, addressees, releasableTo, hitTo, purposeLimits, holds].map(textArray),
    ]),
  };
}

function envelopeOf({ holds: _, ...stored }: Stored): Envelope {
  return {
    ...stored,
    classification: classifications[stored.classification] as Envelope['classification'],
    source: 'demo-cargo',
  };
}

const subjects: readonly (LinkSubject | null)[] = [
  null,
  { category: 'SUSPECT', minor: false },
  { category: 'VICTIM', minor: false },
  { category: null, minor: false, untold: 'OWN' },
  { category: null, minor: false, untold: 'CATEGORY' },
];

describe('a envelopeVerdict that rows share', () => {
  test('says of each row what its own envelope decides', () => {
    const random = createRandom(7);
    for (let request = 0; request < 40; request += 1) {
      const { facts } = randomRequest(policy, random, 'cargo');
      const envelopeVerdicts = new Map<string, EnvelopeVerdict>();
      for (let index = 0; index < 60; index += 1) {
        const stored = { ...randomStored(random), ...(random() < 0.3 ? { originator: facts.viewer.agency } : {}) };
        const subject = pick(random, subjects);
        const envelopeVerdict = judgeRow(
          { policy, facts, envelopeVerdicts },
          new Set(categories),
          rowOf(stored),
          subject,
        );
        if (envelopeVerdict.standing !== 'VISIBLE') continue;
        for (const category of categories.filter((each) => !policy.categories[each]?.whole)) {
          expect(envelopeVerdict.of(category)).toEqual(decide(policy, facts, category, envelopeOf(stored), subject));
        }
      }
    }
  });

  test('says the same again from what the log keeps of its envelope', () => {
    const random = createRandom(11);
    // A source that has no field of some categories: visibility does not look at them.
    const ofSource = new Set(categories.filter((_, at) => at % 3 > 0));
    const standings = new Set<string>();
    /** Of those of whom nobody tells: what the originator gets, where the log says that it asked. */
    const untold = new Set<string>();
    for (let request = 0; request < 40; request += 1) {
      const { facts } = randomRequest(policy, random, 'cargo');
      const envelopeVerdicts = new Map<string, EnvelopeVerdict>();
      for (let index = 0; index < 20; index += 1) {
        const subject = pick(random, subjects);
        const stored = { ...randomStored(random), ...(random() < 0.3 ? { originator: facts.viewer.agency } : {}) };
        const envelopeVerdict = judgeRow({ policy, facts, envelopeVerdicts }, ofSource, rowOf(stored), subject);
        for (const [at, category] of categories.entries()) {
          envelopeVerdict.decide([category, ...categories.slice(at + 1, at + 1 + (at % 3))]);
        }
        const told = envelopeVerdict.stated();
        const again = judgeAgain({ policy, facts }, { ...told, envelope: told.envelope as string });
        for (const guards of [...told.full, ...told.below.map(([each]) => each)]) again.decide(guards.split(' '));
        expect(again.stated()).toEqual(told);
        standings.add(again.standing);
        if (told.untold) untold.add(again.of('cargo.parties').effect);
      }
    }
    expect([...standings].sort()).toEqual(['HIT', 'INVISIBLE', 'VISIBLE']);
    expect([...untold]).toContain('FULL');
  });

  test('judges a row of the person who asks as decide does, and again by what the log keeps of it', () => {
    const random = createRandom(17);
    const standings = new Set<string>();
    const viewer = { ...randomRequest(policy, random, 'cargo').facts.viewer, agency: 'NL-CUSTOMS', country: 'NL' };
    const officer = { ...viewer, kind: 'CUSTOMS_MS', role: 'DPO', clearance: 'RESTREINT_UE' } as const;
    const purpose = 'DATA_SUBJECT_REQUEST' as const;
    const facts: RequestFacts = { viewer: officer, purpose, caseReference: 'C-1', asOf: '2026-11-25T10:00:00.000Z' };
    const judging = { policy, facts, envelopeVerdicts: new Map<string, EnvelopeVerdict>() };
    for (let index = 0; index < 300; index += 1) {
      const stored = { ...randomStored(random), ...(random() < 0.8 ? { originator: 'NL-CUSTOMS' } : {}) };
      const verdict = judgeOfAsked(judging, new Set(categories), rowOf(stored));
      standings.add(verdict.standing);
      for (const each of categories.filter((category) => policy.categories[category]?.whole === false)) {
        const { effect } = decide(policy, facts, each, envelopeOf(stored), null, true);
        const isPublic = policy.categories[each]?.public;
        expect(verdict.decide([each]).decision.effect).toBe(
          verdict.standing === 'VISIBLE' || isPublic ? effect : 'NONE',
        );
      }
      const told = verdict.stated();
      const again = judgeAgain({ policy, facts }, { ...told, envelope: told.envelope as string });
      for (const each of [...told.full, ...told.below.map(([guards]) => guards)]) again.decide([each]);
      expect(again.stated()).toEqual(told);
    }
    expect([...standings].sort()).toEqual(['INVISIBLE', 'VISIBLE']);
  });

  test('makes a protected row whose best is a hit invisible, but to whom its list or the policy names', () => {
    const random = createRandom(14);
    const met: Record<string, number> = {};
    for (let request = 0; request < 100; request += 1) {
      const { facts } = randomRequest(policy, random, 'cargo');
      const given = random() < 0.3 ? withProtectedHits(policy, 'FIU', 'CUSTOMS_MS') : policy;
      const isGiven = given !== policy && ['FIU', 'CUSTOMS_MS'].includes(facts.viewer.kind);
      for (let index = 0; index < 100; index += 1) {
        const stored = { ...randomStored(random), holds: [pick(random, categories), pick(random, categories)] };
        const subject = pick(random, [
          null,
          null,
          { category: 'SUSPECT', minor: false },
          { category: null, minor: false },
        ]);
        const judging = { policy: given, facts, envelopeVerdicts: new Map<string, EnvelopeVerdict>() };
        const envelopeVerdict = judgeRow(judging, new Set(categories), rowOf(stored), subject);
        const best = Math.max(
          ...[...envelopeVerdict.held].map(
            (each) => rank[decide(given, facts, each, envelopeOf(stored), subject).effect],
          ),
          0,
        );
        const isProtected = stored.minor || stored.dataSubjectCategory === 'VICTIM' || subject?.category === null;
        const isNamed = stored.hitTo.includes(`agency:${facts.viewer.agency}`);
        const isHit = best === rank.HIT && (!isProtected || isNamed || isGiven);
        expect(envelopeVerdict.standing).toBe(best > rank.HIT ? 'VISIBLE' : isHit ? 'HIT' : 'INVISIBLE');
        if (isHit) expect(envelopeVerdict.isFound('NAME', 'persons.identity')).toBe(!isProtected || isNamed);
        if (isHit) expect(envelopeVerdict.isFound('NUMBER', 'persons.documents')).toBe(true);
        const how = isNamed ? 'named' : isGiven ? 'given' : 'nobody';
        if (best === rank.HIT && isProtected) met[how] = (met[how] ?? 0) + 1;
        if (!isHit) continue;
        for (const each of categories.filter(
          (category) => !envelopeVerdict.held.has(category) && category !== 'public',
        ))
          expect(envelopeVerdict.of(each).effect).toBe('NONE');
      }
    }
    for (const how of ['named', 'given', 'nobody']) expect(met[how]).toBeGreaterThan(10);
  });

  test('tells the log of a decision once, and of nothing that was only foreseen', () => {
    const { facts } = randomRequest(policy, createRandom(1), 'cargo');
    const envelopeVerdict = judgeRow({ policy, facts, envelopeVerdicts: new Map() }, new Set(categories), rowOf(plain));
    envelopeVerdict.of('cargo.movement');
    expect(envelopeVerdict.stated()).toMatchObject({ full: [], below: [] });
    for (const guards of [['cargo.movement'], ['cargo.movement'], ['cargo.parties', 'persons.identity']])
      envelopeVerdict.decide(guards);
    const { full, below } = envelopeVerdict.stated();
    expect([...full, ...below.map(([guards]) => guards)].sort()).toEqual([
      'cargo.movement',
      'cargo.parties persons.identity',
    ]);
  });

  test('shows the whole of a record only where all that it holds is shown in full', () => {
    const { facts } = randomRequest(policy, createRandom(1), 'persons');
    const viewer = { ...facts.viewer, agency: 'BE-CUSTOMS', kind: 'CUSTOMS_MS', country: 'BE', role: 'INVESTIGATOR' };
    const own = { ...facts, viewer: { ...viewer, clearance: 'BASIC_PROTECTION_LEVEL' } } as RequestFacts;
    const stored: Stored = { ...plain, originator: 'BE-CUSTOMS', holds: ['persons.identity', 'persons.reason'] };
    const judge = (purpose: Purpose, changes: Partial<Stored> = {}) =>
      judgeRow(
        { policy, facts: { ...own, purpose, caseReference: 'BE-2026-1' }, envelopeVerdicts: new Map() },
        new Set(['persons.identity', 'provenance.raw']),
        rowOf({ ...stored, ...changes }),
      );
    const category = 'provenance.raw';
    expect(judge('CRIMINAL_INVESTIGATION').of(category)).toEqual({ effect: 'FULL', reason: null, rule: 'own' });
    // A customs control may not see the reason of entry, which the raw record has in it.
    expect(judge('CUSTOMS_CONTROL').of(category)).toEqual({
      effect: 'NONE',
      reason: 'PURPOSE',
      rule: 'whole.cap.purpose.persons.reason',
    });
    expect(judge('CUSTOMS_CONTROL', { holds: ['persons.identity'] }).of(category).effect).toBe('FULL');
    // Religion and the like are shown to nobody, so nobody is shown what holds them among the rest.
    expect(judge('CRIMINAL_INVESTIGATION', { holds: [...stored.holds, 'persons.special'] }).of(category)).toEqual({
      effect: 'NONE',
      reason: 'CATEGORY',
      rule: 'whole.cap.special',
    });
    // Half a raw record is nothing that a mask could make.
    expect(judge('CRIMINAL_INVESTIGATION', { minor: true }).of(category).effect).toBe('NONE');
  });

  test('is one for rows that differ in what decides nothing, and another for each list that does', () => {
    const { facts } = randomRequest(policy, createRandom(1), 'cargo');
    const envelopeVerdicts = new Map<string, EnvelopeVerdict>();
    const stored = { ...randomStored(createRandom(2)), releasableTo: ['a', 'b'], hitTo: [] };
    const judge = (changes: Partial<Stored>) =>
      judgeRow({ policy, facts, envelopeVerdicts }, new Set(categories), rowOf({ ...stored, ...changes }));
    const own = judge({});
    expect(judge({ sourceRef: 'other', caseReference: null, handlingNote: 'x' })).toBe(own);
    const others: Partial<Stored>[] = [
      { releasableTo: ['a'], hitTo: ['b'] },
      { releasableTo: [], hitTo: ['a', 'b'] },
      { releasableTo: ['ab'] },
      { holds: [] },
      { minor: !stored.minor },
      { originator: 'other' },
      { jointOperation: '' },
      { classification: 7 },
    ];
    for (const changes of others) expect(judge(changes)).not.toBe(own);
    expect(envelopeVerdicts.size).toBe(1 + others.length);
  });
});

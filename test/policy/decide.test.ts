import { describe, expect, it } from '@jest/globals';
import { decide } from '../../policy/decide.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { ordinary } from '../../policy/space/records.js';
import { factsOf } from '../../policy/testing/cases.js';
import { agencyKinds, type Envelope, effects, purposes, roles } from '../../policy/types.js';

const policy = loadPolicy();

describe('the whole matrix', () => {
  it('decides every category for every agency, kind, role and purpose, with a rule, and never throws', () => {
    expect(new Set(Object.values(policy.agencies).map((agency) => agency.kind))).toEqual(new Set(agencyKinds));
    const faults: string[] = [];
    for (const id of Object.keys(policy.agencies)) {
      for (const role of roles) {
        for (const purpose of [undefined, ...purposes]) {
          const facts = factsOf(policy, `${id} ${role}`, purpose);
          for (const category of Object.keys(policy.categories)) {
            for (const envelope of [ordinary, { ...ordinary, originator: id }, null]) {
              const decision = decide(policy, facts, category, envelope);
              const sound =
                effects.includes(decision.effect) &&
                decision.rule !== '' &&
                (decision.reason === null) === (decision.effect === 'FULL');
              if (!sound) faults.push(`${id} ${role} ${purpose} ${category}: ${JSON.stringify(decision)}`);
            }
          }
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it("gives a viewer whose kind or country is not its agency's nothing", () => {
    const facts = factsOf(policy, 'ES-TAX ANALYST', 'FINANCIAL_INVESTIGATION');
    const posing = { ...facts, viewer: { ...facts.viewer, kind: 'POLICE_MS' as const } };
    expect(decide(policy, posing, 'persons.identity', ordinary)).toMatchObject({
      effect: 'NONE',
      rule: 'viewer.agency',
    });
    const abroad = { ...facts, viewer: { ...facts.viewer, country: 'NL' } };
    expect(decide(policy, abroad, 'cargo.goods', ordinary)).toMatchObject({ effect: 'NONE', rule: 'viewer.agency' });
  });

  it('gives nothing of a record without an envelope, under one that it does not understand, or at no instant', () => {
    const facts = factsOf(policy, 'DE-POLICE ANALYST', 'CRIMINAL_PREVENTION');
    const effectOf = (envelope: unknown, who = facts) =>
      decide(policy, who, 'persons.identity', envelope as Envelope).effect;
    expect(effectOf(ordinary)).toBe('FULL');
    const strange = [
      ...[null, { ...ordinary, handlingCodes: ['H9'] }, { ...ordinary, classification: 'COSMIC' }],
      ...[
        { ...ordinary, dataSubjectCategory: 'BYSTANDER' },
        { ...ordinary, minor: null },
      ],
      ...[
        { ...ordinary, hitTo: null },
        { ...ordinary, expiresAt: '2030-01-01' },
      ],
    ];
    expect(strange.map((envelope) => effectOf(envelope))).toEqual(strange.map(() => 'NONE'));
    expect(['2026-11-25', '1', ''].map((asOf) => effectOf(ordinary, { ...facts, asOf }))).toEqual([
      'NONE',
      'NONE',
      'NONE',
    ]);
  });

  it('gives nobody a special category, and an agency nothing as its own of sources that it does not originate', () => {
    const own = (agency: string, category: string) =>
      decide(policy, factsOf(policy, `${agency} ANALYST`, 'SANCTIONS_ENFORCEMENT'), category, {
        ...ordinary,
        originator: agency,
      }).rule;
    expect(own('NL-CUSTOMS', 'persons.special')).toBe('cap.special');
    expect(own('NL-CUSTOMS', 'persons.identity')).toBe('own');
    expect(own('ES-TAX', 'persons.identity')).toBe('cell.persons.identity.TAX_MS');
  });

  it('survives names that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(decide(policy, factsOf(policy, 'DE-POLICE ANALYST'), name, ordinary).effect).toBe('NONE');
      const facts = factsOf(policy, 'DE-POLICE ANALYST', 'CRIMINAL_PREVENTION');
      const posing = { ...facts, viewer: { ...facts.viewer, agency: name } };
      expect(decide(policy, posing, 'persons.identity', ordinary).effect).toBe('NONE');
    }
  });
});

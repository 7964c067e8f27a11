import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../policy/decide.js';
import { loadPolicy } from '../../../policy/load.js';
import { classifications, type Envelope } from '../../../policy/types.js';
import { type Judgement, judgeRow } from '../../../subgraphs/kit/judgement.js';
import type { EnvelopeRow } from '../../../subgraphs/kit/types.js';
import { createRandom, pick, type Random } from './compiled/randomOperation.js';
import { randomRequest } from './compiled/scene.js';

const policy = loadPolicy();
const categories = Object.keys(policy.categories);

function randomRow(random: Random): EnvelopeRow {
  const some = <Item>(items: readonly Item[]): Item[] => items.filter(() => random() < 0.2);
  const agencies = Object.keys(policy.agencies);
  const names = [...agencies.map((id) => `agency:${id}`), 'kind:CUSTOMS_MS', 'kind:EUROPOL', 'country:NL'];
  const instant = pick(random, [
    '2026-11-25T09:59:59.999Z',
    '2026-11-25T10:00:00.000Z',
    '2026-11-25T10:00:00.001Z',
    '2031-01-01T00:00:00Z',
  ]);
  return {
    id: `consignment_${Math.floor(random() * 1e6)}`,
    env_originator: pick(random, agencies),
    env_handling_codes: random() < 0.9 ? some(['H0', 'H1', 'H2', 'H3']) : ['H9'],
    env_handling_note: random() < 0.5 ? 'note' : null,
    env_addressees: random() < 0.5 ? [] : some(agencies),
    env_source_evaluation: pick(random, ['A', null]),
    env_information_evaluation: pick(random, [1, null]),
    env_classification: pick(random, [0, 0, 0, 1, 2, 3, 4, 9]),
    env_releasable_to: random() < 0.6 ? [] : some(names),
    env_hit_to: random() < 0.6 ? [] : some(names),
    env_purpose_limits: random() < 0.7 ? [] : some(['CRIMINAL_INVESTIGATION', 'RISK_ANALYSIS']),
    env_data_subject_category: pick(random, [null, null, 'SUSPECT', 'VICTIM', 'OTHERWISE']),
    env_minor: random() < 0.1,
    env_joint_operation: pick(random, [null, ...policy.operations.map(({ id }) => id)]),
    env_expires_at: random() < 0.4 ? null : new Date(instant),
    env_source: 'demo-cargo',
    env_source_ref: String(random()),
    env_case_reference: String(random()),
    env_holds: some(categories),
  };
}

function envelopeOf(row: EnvelopeRow): Envelope {
  return {
    originator: row.env_originator,
    handlingCodes: row.env_handling_codes,
    handlingNote: row.env_handling_note,
    addressees: row.env_addressees,
    sourceEvaluation: row.env_source_evaluation,
    informationEvaluation: row.env_information_evaluation,
    classification: classifications[row.env_classification] as Envelope['classification'],
    releasableTo: row.env_releasable_to,
    hitTo: row.env_hit_to,
    purposeLimits: row.env_purpose_limits,
    dataSubjectCategory: row.env_data_subject_category,
    minor: row.env_minor,
    jointOperation: row.env_joint_operation,
    expiresAt: row.env_expires_at?.toISOString() ?? null,
    source: row.env_source,
    sourceRef: row.env_source_ref,
    caseReference: row.env_case_reference,
  };
}

describe('a judgement that rows share', () => {
  test('says of each row what its own envelope decides', () => {
    const random = createRandom(7);
    for (let request = 0; request < 40; request += 1) {
      const { facts } = randomRequest(policy, random, 'cargo');
      const judgements = new Map<string, Judgement>();
      for (let index = 0; index < 60; index += 1) {
        const row = randomRow(random);
        const judgement = judgeRow({ policy, facts, judgements }, new Set(categories), row);
        if (judgement.standing !== 'VISIBLE') continue;
        for (const category of categories) {
          expect(judgement.of(category)).toEqual(decide(policy, facts, category, envelopeOf(row)));
        }
      }
    }
  });

  test('is one for rows that differ in what decides nothing, and another for each list that does', () => {
    const { facts } = randomRequest(policy, createRandom(1), 'cargo');
    const judgements = new Map<string, Judgement>();
    const row = { ...randomRow(createRandom(2)), env_releasable_to: ['a', 'b'], env_hit_to: [] };
    const judge = (changes: Partial<EnvelopeRow>) =>
      judgeRow({ policy, facts, judgements }, new Set(categories), { ...row, ...changes });
    const own = judge({});
    expect(judge({ id: 'other', env_source_ref: 'other', env_case_reference: null, env_handling_note: 'x' })).toBe(own);
    const others: Partial<EnvelopeRow>[] = [
      { env_releasable_to: ['a'], env_hit_to: ['b'] },
      { env_releasable_to: [], env_hit_to: ['a', 'b'] },
      { env_releasable_to: ['ab'] },
      { env_holds: [] },
      { env_minor: !row.env_minor },
      { env_originator: 'other' },
      { env_joint_operation: '' },
      { env_classification: 7 },
    ];
    for (const changes of others) expect(judge(changes)).not.toBe(own);
    expect(judgements.size).toBe(1 + others.length);
  });
});

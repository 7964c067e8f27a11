import { describe, expect, it } from '@jest/globals';
import type { StatedDecisions } from '../../../auditlog/types.js';
import { grantsOf } from '../../../gateway/pipeline/grants.js';
import { decide } from '../../../policy/decide.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { ordinary } from '../../../policy/space/records.js';
import { factsOf } from '../../../policy/testing/cases.js';
import { type Envelope, rank, roles } from '../../../policy/types.js';

const policy = loadPolicy();
const without = { ...policy, operations: [] };
const [operation] = policy.operations;
const id = operation?.id ?? '';
const under: Envelope = { ...ordinary, jointOperation: id };
const textOf = (
  { originator, classification, source, jointOperation, handlingCodes }: Envelope,
  holds: readonly string[],
) => JSON.stringify({ originator, classification, source, jointOperation, handlingCodes, holds });

/** What a source says that it decided of a category on a record under the operation. */
function stated(facts: ReturnType<typeof factsOf>, category: string, envelope = under): StatedDecisions {
  const { effect, rule } = decide(policy, facts, category, envelope);
  const full = effect === 'FULL' ? [category] : [];
  const below = effect === 'FULL' ? [] : [[category, effect, rule] as const];
  return { envelope: textOf(envelope, [category]), full, below };
}

/** Categories of which a record may have data and of no other, which decide for themselves whether it is seen. */
const alone = Object.values(policy.categories)
  .filter((row) => !row.envelope && !row.whole && !row.public)
  .map(({ category }) => category);

/** Every agency and role, once for the purpose of the operation and once for another. */
const everybody = Object.keys(policy.agencies).flatMap((agency) =>
  roles.flatMap((role) =>
    (['JOINT_OPERATION', 'CRIMINAL_PREVENTION'] as const).map((purpose) =>
      factsOf(policy, `${agency} ${role}`, purpose),
    ),
  ),
);

describe('grants of an entry', () => {
  it('are the operations without which less would have been let through, of any viewer and category', () => {
    let raised = 0;
    const faults: string[] = [];
    for (const facts of everybody)
      for (const category of alone) {
        const [before, now] = [decide(without, facts, category, under), decide(policy, facts, category, under)];
        const less = rank[before.effect] < rank[now.effect];
        if (less) raised += 1;
        const { agency, role } = facts.viewer;
        const grants = grantsOf(policy, facts, [stated(facts, category)]).join();
        if (grants !== (less ? id : '')) faults.push(`${agency} ${role} ${facts.purpose} ${category}: ${grants}`);
      }
    expect(faults).toEqual([]);
    expect(raised).toBeGreaterThan(50);
  });

  it('are none of a record that names no operation, of bounds, and of what somebody else had decided', () => {
    const facts = factsOf(policy, 'NL-CUSTOMS ANALYST', 'JOINT_OPERATION');
    expect(grantsOf(policy, facts, [stated(facts, 'persons.reason', ordinary)])).toEqual([]);
    expect(grantsOf(policy, facts, [{ envelope: null, full: ['persons.reason'], below: [] }])).toEqual([]);
  });
});

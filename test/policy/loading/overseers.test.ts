import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { overseerWarnings } from '../../../policy/loading/overseers.js';

const policy = loadPolicy();

/** The shipped policy, in which an agency oversees these. */
function overseeing(id: string, mandate: readonly string[]) {
  const agency = policy.agencies[id];
  if (!agency) throw new Error(`no agency ${id}`);
  return { ...policy, agencies: { ...policy.agencies, [id]: { ...agency, mandate } } };
}

describe('those who oversee others', () => {
  it('are overseen in the policy that is shipped', () => {
    expect(overseerWarnings(policy)).toEqual([]);
  });

  it('are named where nobody else reads their own looks, though they name themselves', () => {
    expect(overseerWarnings(overseeing('EU-INTERNAL-AUDIT', ['EU-BORDER']))).toEqual([
      'Nobody oversees EU-SUPERVISOR, which oversees others: name it in the mandate of another overseer.',
    ]);
    expect(overseerWarnings(overseeing('EU-SUPERVISOR', ['NL-CUSTOMS', 'EU-SUPERVISOR']))).toHaveLength(2);
  });

  it('are none where no agency has a mandate', () => {
    const agencies = Object.fromEntries(
      Object.values(policy.agencies).map((each) => [each.id, { ...each, mandate: [] }]),
    );
    expect(overseerWarnings({ ...policy, agencies })).toEqual([]);
  });
});

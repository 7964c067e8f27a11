import { describe, expect, it } from '@jest/globals';
import { findOtherDifferences } from '../../../policy/comparing/otherDifferences.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';

const policy = loadPolicy();
const withOfficers = (change: (numbers: Policy['trials']['officers']) => Policy['trials']['officers']): Policy => ({
  ...policy,
  trials: { ...policy.trials, officers: change(policy.trials.officers) },
});

describe('two policies that differ in what may be tried', () => {
  it('say who may try more, and who less', () => {
    const more = withOfficers((rows) =>
      rows.map((row) => (row.roles === null ? { ...row, datesOfName: 9, namesOfDate: 20 } : row)),
    );
    const { gains, losses } = findOtherDifferences([policy, more]);
    const [whom] = /for .*\.$/.exec(gains[0] ?? '') ?? [];
    expect(whom).toMatch(/^for \d+ of \d+ roles of kinds, such as FRONT_LINE of CUSTOMS_MS\.$/);
    expect(gains).toEqual([`officers.datesOfName of trials is 9 a day; it was 5, ${whom}`]);
    expect(losses).toEqual([`officers.namesOfDate of trials is 20 a day; it was 100, ${whom}`]);
    expect(findOtherDifferences([policy, policy]).gains).toEqual([]);
  });

  it('name everybody, or the few', () => {
    const all = withOfficers((rows) => rows.map((row) => ({ ...row, caseReferencesOfStem: 30 })));
    expect(findOtherDifferences([policy, all]).gains).toEqual([
      'officers.caseReferencesOfStem of trials is 30 a day; it was 20, for everybody.',
    ]);
    const one = withOfficers(([first, ...rest]) => [
      { ...(first as Policy['trials']['officers'][number]), datesOfName: 60, kinds: ['EUROPOL'] },
      ...(first ? [first] : []),
      ...rest,
    ]);
    expect(findOtherDifferences([policy, one]).gains).toEqual([
      'officers.datesOfName of trials is 60 a day; it was 50, for SYSTEM_CLIENT of EUROPOL.',
    ]);
  });
});

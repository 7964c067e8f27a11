import { describe, expect, it } from '@jest/globals';
import { besideDecisions } from '../../../policy/comparing/beside.js';
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
    const { gains, losses } = besideDecisions([policy, more]);
    const [whom] = /for .*\.$/.exec(gains[0] ?? '') ?? [];
    expect(whom).toMatch(/^for \d+ of \d+ roles of kinds, such as FRONT_LINE of CUSTOMS_MS\.$/);
    expect(gains).toEqual([`officers.datesOfName of trials is 9 a day, where it was 5, ${whom}`]);
    expect(losses).toEqual([`officers.namesOfDate of trials is 20 a day, where it was 100, ${whom}`]);
    expect(besideDecisions([policy, policy]).gains).toEqual([]);
  });

  it('name everybody, or the few', () => {
    const all = withOfficers((rows) => rows.map((row) => ({ ...row, caseReferencesOfStem: 30 })));
    expect(besideDecisions([policy, all]).gains).toEqual([
      'officers.caseReferencesOfStem of trials is 30 a day, where it was 20, for everybody.',
    ]);
    const one = withOfficers(([first, ...rest]) => [
      { ...(first as Policy['trials']['officers'][number]), datesOfName: 60, kinds: ['EUROPOL'] },
      ...(first ? [first] : []),
      ...rest,
    ]);
    expect(besideDecisions([policy, one]).gains).toEqual([
      'officers.datesOfName of trials is 60 a day, where it was 50, for SYSTEM_CLIENT of EUROPOL.',
    ]);
  });
});

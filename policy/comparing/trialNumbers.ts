import type { Policy } from '../policy.js';
import type { Both } from '../space/requests.js';
import { trialsOf } from '../trials.js';
import { roles } from '../types.js';

/** What changes in the daily limits of `trials`: one sentence for each number that differs. */
export function ofTrials(policies: Both<Policy>): Readonly<Record<'gains' | 'losses', readonly string[]>> {
  if (policies[0].trials === policies[1].trials) return { gains: [], losses: [] };
  const kinds = [...new Set(policies.flatMap(({ agencies }) => Object.values(agencies).map(({ kind }) => kind)))];
  const changed = new Map<string, { readonly isGain: boolean; readonly whom: string[] }>();
  const viewers = roles.flatMap((role) => kinds.map((kind) => ({ role, kind })));
  for (const viewer of viewers) {
    const [was, is] = policies.map((policy) => numbersOf(policy, viewer));
    for (const [name, number] of Object.entries(is ?? {})) {
      const before = was?.[name];
      if (before === undefined || before === number) continue;
      const what = `${name} of trials is ${number} a day; it was ${before}`;
      const known = changed.get(what) ?? { isGain: number > before, whom: [] };
      changed.set(what, known);
      known.whom.push(`${viewer.role} of ${viewer.kind}`);
    }
  }
  const named = (whom: readonly string[]): string => {
    if (whom.length === viewers.length) return 'everybody';
    if (whom.length <= 3) return whom.join(', ');
    return `${whom.length} of ${viewers.length} roles of kinds, such as ${whom[0]}`;
  };
  const sentences = (isGain: boolean) =>
    [...changed].flatMap(([what, each]) => (each.isGain === isGain ? [`${what}, for ${named(each.whom)}.`] : []));
  return { gains: sentences(true), losses: sentences(false) };
}

function numbersOf(policy: Policy, viewer: Parameters<typeof trialsOf>[1]): Readonly<Record<string, number>> {
  const { officer, agency } = trialsOf(policy, viewer);
  const numbers = Object.entries({ officers: officer, agencies: agency, subjects: policy.trials.subjects }).flatMap(
    ([of, row]) => Object.entries(row).map(([name, value]) => [`${of}.${name}`, value]),
  );
  return Object.fromEntries(numbers.filter(([, value]) => typeof value === 'number'));
}

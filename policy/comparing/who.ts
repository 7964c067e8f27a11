import { decide } from '../decide.js';
import type { Agency, Policy } from '../policy.js';
import { leastOf } from '../rules/verdict.js';
import { ordinary } from '../space/records.js';
import { factsAt, requestPoints } from '../space/requests.js';
import type { Category, Effect } from '../types.js';
import { gather } from './gather.js';

/** Who gets an effect: each of the agencies, in each of the roles, for each of the purposes, with or without a case. */
export interface Recipients {
  readonly effect: Exclude<Effect, 'NONE'>;
  readonly agencies: readonly string[];
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  readonly cases: readonly string[];
}

/**
 * Who gets something of a field on an unrestricted record of another agency, the highest effect first.
 *
 * @param guards the categories of the field: the strictest decides
 */
export function whoGets(policy: Policy, guards: readonly Category[], asOf: Date): readonly Recipients[] {
  const rows = [...requestPoints([policy])].map((point) => {
    const facts = factsAt(point, policy.agencies[point.agency] as Agency, asOf.toISOString());
    const { decision } = leastOf({ of: (category) => decide(policy, facts, category, ordinary) }, guards);
    const { agency, role, purpose, hasCase } = point;
    const cases = [hasCase ? 'with' : 'without'];
    return { effect: [decision.effect], agencies: [agency], roles: [role], purposes: [purpose], cases };
  });
  const gathered = gather(rows, ['cases', 'purposes', 'roles', 'agencies']);
  return (['FULL', 'MASKED', 'HIT'] as const).flatMap((effect) =>
    gathered.flatMap((row) => (row.effect[0] === effect ? [{ ...row, effect }] : [])),
  );
}

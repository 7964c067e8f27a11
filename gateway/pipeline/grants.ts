import type { StatedDecisions } from '../../auditlog/types.js';
import type { Policy } from '../../policy/policy.js';
import { type Decision, type RequestFacts, rank } from '../../policy/types.js';
import { judgeAgain } from '../../subgraphs/kit/wall/envelopeVerdict.js';

/**
 * The joint operations without which less would have been shown: each stated decision is made again as if there were none.
 * Why here and not in the sources: only envelopes that name an operation are decided again, once each.
 *
 * @returns their ids, sorted
 */
export function grantsOf(
  policy: Policy,
  facts: RequestFacts,
  decisions: readonly StatedDecisions[],
): readonly string[] {
  const grants = new Set<string>();
  for (const stated of decisions) {
    const { envelope, full, below } = stated;
    const id = envelope === null ? null : operationOf(envelope);
    if (envelope === null || id === null || grants.has(id)) continue;
    const without = judgeAgain({ policy: withoutOperations(policy), facts }, Object.assign({}, stated, { envelope }));
    const isRaised = (guards: string, effect: Decision['effect']): boolean =>
      rank[effect] > rank[without.decide(guards.split(' ')).decision.effect];
    const raised =
      full.some((guards) => isRaised(guards, 'FULL')) ||
      below.some(([guards, effect]) => isRaised(guards, effect as Decision['effect']));
    if (raised) grants.add(id);
  }
  return [...grants].sort();
}

/** The operation that an envelope names. Searched as text first: most name none. */
function operationOf(envelope: string): string | null {
  if (!envelope.includes('"jointOperation":')) return null;
  const { jointOperation } = JSON.parse(envelope) as { readonly jointOperation?: unknown };
  return typeof jointOperation === 'string' ? jointOperation : null;
}

const bare = new WeakMap<Policy, Policy>();

function withoutOperations(policy: Policy): Policy {
  const known = bare.get(policy) ?? Object.assign({}, policy, { operations: [] });
  bare.set(policy, known);
  return known;
}

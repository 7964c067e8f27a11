import { decide } from './decide.js';
import type { Policy } from './policy.js';
import type { Category, Decision, RequestFacts } from './types.js';

/** A category of a foreign source: all that a decision on one of its values depends on. */
export interface ForeignPair {
  readonly source: string;
  readonly category: Category;
}

/** What a viewer gets of a category of a foreign source, under the one envelope of all of its records. */
export function decideForeign(policy: Policy, facts: RequestFacts, { source, category }: ForeignPair): Decision {
  return decide(policy, facts, category, policy.foreign?.envelopes[source] ?? null);
}

/**
 * What one viewer gets of a category of foreign sources: all of it is known before anything is asked. FULL passes, all else is
 * NONE: no value of such a source is masked, and none of its rows has rights of its own. What several sources may give is
 * given where each of them gives it.
 */
export function foreignDecision(
  policy: Policy,
  facts: RequestFacts,
  category: Category,
  sources: readonly string[],
): Decision {
  let decision: Decision = { effect: 'NONE', reason: 'CATEGORY', rule: 'source.unknown' };
  for (const source of sources) {
    decision = decideForeign(policy, facts, { source, category });
    if (decision.effect !== 'FULL') return { ...decision, effect: 'NONE' };
  }
  return decision;
}

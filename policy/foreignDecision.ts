import { decide } from './decide.js';
import type { Policy } from './policy.js';
import type { Category, Decision, RequestFacts } from './types.js';

/** A category of a foreign source: all that a decision on a value of that source depends on. */
export interface ForeignPair {
  readonly source: string;
  readonly category: Category;
}

/** What a viewer gets of a category of a foreign source, under the one envelope of all its records. */
export function decideForeign(policy: Policy, facts: RequestFacts, { source, category }: ForeignPair): Decision {
  return decide(policy, facts, category, policy.foreign?.envelopes[source] ?? null);
}

/**
 * What one viewer gets of a category of foreign sources, known before anything is asked. Anything below FULL is NONE: values
 * of such a source are not masked, and its rows have no rights of their own. Where several sources may answer, each must
 * give FULL.
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

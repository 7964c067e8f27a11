import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import type { Category, Decision, RequestFacts } from '../types.js';

/** A category of a foreign source: all that a decision on one of its values depends on. */
export interface ForeignPair {
  readonly source: string;
  readonly category: Category;
}

/** What a viewer gets of a category of a foreign source, under the one envelope of all of its records. */
export function decideForeign(policy: Policy, facts: RequestFacts, { source, category }: ForeignPair): Decision {
  return decide(policy, facts, category, policy.foreign?.envelopes[source] ?? null);
}

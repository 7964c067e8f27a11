import { createHash } from 'node:crypto';
import { type AccessMap, guardsIn } from '../../schema/access.js';
import { type ForeignPair, foreignDecision } from '../foreignDecision.js';
import type { Policy } from '../policy.js';
import type { RequestFacts } from '../types.js';

/**
 * The view id over a foreign supergraph: hash of the policy's version and of the decision on each category of each source,
 * in hex. Viewers with equal rights share it.
 */
export function foreignViewIds(policy: Policy, access: AccessMap): (facts: RequestFacts) => string {
  const pairs = pairsOf(access);
  const ids = new WeakMap<RequestFacts, string>();
  return (facts) => {
    const known = ids.get(facts);
    if (known !== undefined) return known;
    const vector = pairs.map(({ source, category }) => {
      const { effect, reason, rule } = foreignDecision(policy, facts, category, [source]);
      return [source, category, effect, reason, rule];
    });
    const id = createHash('sha256')
      .update(JSON.stringify([policy.version, vector]))
      .digest('hex');
    ids.set(facts, id);
    return id;
  };
}

function pairsOf(access: AccessMap): readonly ForeignPair[] {
  const pairs = new Map<string, ForeignPair>();
  for (const { category, label } of guardsIn(access))
    for (const source of label.sources ?? []) pairs.set(`${source} ${category}`, { source, category });
  return [...pairs.values()];
}

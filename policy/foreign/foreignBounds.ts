import { createHash } from 'node:crypto';
import { type AccessMap, guardsOf } from '../../schema/access.js';
import type { Policy } from '../policy.js';
import type { Category, Decision, RequestFacts } from '../types.js';
import { decideForeign, type ForeignPair } from './foreignDecision.js';

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

/**
 * Tells whose rights over a foreign supergraph are alike: hash of the policy's version and of what is decided of each
 * category of each source. Hex.
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
  for (const coordinate of access.coordinates()) {
    const label = access.of(coordinate);
    for (const category of label ? guardsOf(label) : [])
      for (const source of label?.sources ?? []) pairs.set(`${source} ${category}`, { source, category });
  }
  return [...pairs.values()];
}

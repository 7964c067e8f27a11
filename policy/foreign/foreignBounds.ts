import { createHash } from 'node:crypto';
import { type AccessMap, guardsOf } from '../../schema/access.js';
import type { Bound, Bounds } from '../bounds.js';
import type { Policy } from '../policy.js';
import type { RequestFacts } from '../types.js';
import { decideForeign, type ForeignPair } from './foreignDecision.js';

/** What one viewer gets of foreign sources: all of it is known before anything is asked. */
export interface ForeignView {
  readonly boundsOf: Bounds;
  /** Hash of the policy's version and of every decision: whom all are alike for shares it, and plans. Hex. */
  readonly id: string;
}

/**
 * Decides for each request once what it gets of each category of each foreign source, under the one envelope of the
 * source. FULL passes, all else is NONE: no value of such a source is masked, and none of its rows has rights of its own. What
 * several sources may give is given where each of them gives it.
 */
export function foreignViews(policy: Policy, access: AccessMap): (facts: RequestFacts) => ForeignView {
  const pairs = pairsOf(access);
  const views = new WeakMap<RequestFacts, ForeignView>();
  return (facts) => {
    const known = views.get(facts);
    if (known) return known;
    const bounds = new Map(pairs.map((pair) => [keyOf(pair), boundOf(policy, facts, pair)]));
    const view: ForeignView = {
      boundsOf: (category, sources = []) => {
        const each = sources.map((source) => bounds.get(keyOf({ source, category })) ?? unknown);
        return each.find(({ cls }) => cls === 'NEVER') ?? each[0] ?? unknown;
      },
      id: createHash('sha256')
        .update(
          JSON.stringify([policy.version, [...bounds].map(([key, { cls, reason, rule }]) => [key, cls, reason, rule])]),
        )
        .digest('hex'),
    };
    views.set(facts, view);
    return view;
  };
}

function boundOf(policy: Policy, facts: RequestFacts, pair: ForeignPair): Bound {
  const { effect, reason, rule } = decideForeign(policy, facts, pair);
  if (effect === 'FULL') return { floor: 'FULL', ceiling: 'FULL', cls: 'ALWAYS', reason: null, rule };
  return { floor: 'NONE', ceiling: 'NONE', cls: 'NEVER', reason: reason ?? 'CATEGORY', rule };
}

const unknown: Bound = {
  ...{ floor: 'NONE', ceiling: 'NONE', cls: 'NEVER', reason: 'CATEGORY', rule: 'category.unknown' },
};

function keyOf({ source, category }: ForeignPair): string {
  return `${source} ${category}`;
}

function pairsOf(access: AccessMap): readonly ForeignPair[] {
  const pairs = new Map<string, ForeignPair>();
  for (const coordinate of access.coordinates()) {
    const label = access.of(coordinate);
    for (const category of label ? guardsOf(label) : [])
      for (const source of label?.sources ?? []) pairs.set(keyOf({ source, category }), { source, category });
  }
  return [...pairs.values()];
}

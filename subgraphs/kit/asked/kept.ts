import { LRUCache } from 'lru-cache';
import { viewKey } from '../../../policy/bounds.js';
import type { Policy } from '../../../policy/policy.js';
import type { RequestFacts } from '../../../policy/types.js';
import type { Asked } from './asked.js';

/** What was made for one document and one view, by what it was made from. */
export type KeptForView = Map<object, unknown>;

/** Pairs of document and view of which a source keeps what it made. */
const PAIRS_KEPT = 2000;

/** What a source makes once for each document and view; the pair that was not asked for longest goes first. */
export interface Kept {
  of(asked: Asked, facts: RequestFacts): KeptForView;
}

/** Holds nothing of a viewer but what all of the same view share, and nothing of a request. */
export function createKept(policy: Policy): Kept {
  const pairs = new LRUCache<string, KeptForView>({ max: PAIRS_KEPT });
  return {
    of(asked, facts) {
      const key = `${asked.id} ${viewKey(policy, facts)}`;
      const known = pairs.get(key) ?? new Map();
      pairs.set(key, known);
      return known;
    },
  };
}

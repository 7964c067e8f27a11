import { LRUCache } from 'lru-cache';
import { viewKey } from '../../../policy/bounds.js';
import type { Policy } from '../../../policy/policy.js';
import type { RequestFacts } from '../../../policy/types.js';
import type { Asked } from './asked.js';

/** What was made for one document and one view, by what it was made from, and in which form. */
export interface KeptForView {
  get<Made>(owner: object, form: string, make: () => Made): Made;
}

/** Things of which something is kept, and forms of each: a list has one for each order. */
const OWNERS_KEPT = 200;
const FORMS_KEPT = 50;

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
      const known = pairs.get(key) ?? createKeptForView();
      pairs.set(key, known);
      return known;
    },
  };
}

function createKeptForView(): KeptForView {
  const owners = new Map<object, Map<string, unknown>>();
  return {
    get<Made>(owner: object, form: string, make: () => Made): Made {
      const forms = owners.get(owner) ?? new Map<string, unknown>();
      if (forms.size === 0 && owners.size >= OWNERS_KEPT) owners.clear();
      owners.set(owner, forms);
      const known = forms.get(form) as Made | undefined;
      if (known !== undefined) return known;
      const made = make();
      if (forms.size >= FORMS_KEPT) forms.clear();
      forms.set(form, made);
      return made;
    },
  };
}

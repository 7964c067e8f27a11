import { LRUCache } from 'lru-cache';
import type { Policy } from '../../../policy/policy.js';
import { viewKey } from '../../../policy/rules/viewKey.js';
import type { RequestFacts } from '../../../policy/types.js';
import type { Asked } from './asked.js';

/** What was made for one document and one view, by what it was made from, and in which form. */
export interface CompiledForView {
  get<Made extends object>(owner: object, form: string, make: () => Made): Made;
}

/** Pairs of document and view that a source knows at once. */
const PAIRS_KEPT = 2000;

/** What a source keeps at most: of all pairs together so many things, and so many letters of statements. */
const MOST_KEPT: CompiledCacheLimits = { things: 20_000, letters: 16_000_000 };

interface CompiledCacheLimits {
  readonly things: number;
  readonly letters: number;
}

/** What a source makes once for each document and view; what was not asked for longest goes first. */
export interface CompiledCache {
  of(asked: Asked, facts: RequestFacts): CompiledForView;
}

/**
 * Holds nothing of a viewer but what all of the same view share, and nothing of a request.
 *
 * Why letters: a client's filter may have 200 conditions, each guarded by its wall, and of such there is no end.
 */
export function createCompiledCache(
  policy: Policy,
  { things, letters }: CompiledCacheLimits = MOST_KEPT,
): CompiledCache {
  const pairs = new LRUCache<string, CompiledForView>({ max: PAIRS_KEPT });
  // Why late: it makes room for all things at once, which a source that nobody asks has no use for.
  let room: LRUCache<string, object> | undefined;
  const numberOf = numbering();
  const find = <Made extends object>(name: string, make: () => Made): Made => {
    room ??= new LRUCache({ max: things, maxSize: letters, sizeCalculation: lettersOf });
    const made = room;
    const known = made.get(name);
    if (known) return known as Made;
    const fresh = make();
    made.set(name, fresh);
    return fresh;
  };
  return {
    of(asked, facts) {
      const key = `${asked.id} ${viewKey(policy, facts)}`;
      const known = pairs.get(key);
      if (known) return known;
      const pair: CompiledForView = {
        get: (owner, form, make) => find(`${numberOf(pair)} ${numberOf(owner)} ${form}`, make),
      };
      pairs.set(key, pair);
      return pair;
    },
  };
}

/** Numbers objects, each with its own. */
function numbering(): (of: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (of) => {
    const known = numbers.get(of);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(of, last);
    return last;
  };
}

/** Of a statement, or several, the text; of anything else a little. */
function lettersOf(made: object): number {
  if (Array.isArray(made)) return made.reduce((sum: number, each: object) => sum + lettersOf(each), 1);
  return 'sql' in made && typeof made.sql === 'string' ? made.sql.length : 1000;
}

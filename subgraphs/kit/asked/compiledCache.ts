import { LRUCache } from 'lru-cache';
import type { Policy } from '../../../policy/policy.js';
import { viewKey } from '../../../policy/rules/viewKey.js';
import type { RequestFacts } from '../../../policy/types.js';
import type { Asked } from './asked.js';

/** What was made for one document and one view, by its owner and its form. */
export interface CompiledForView {
  get<Made extends object>(owner: object, form: string, make: () => Made): Made;
}

/** Pairs of document and view that a source knows at once. */
const PAIRS_KEPT = 2000;

/** What a source keeps for all pairs together: so many things, and so many characters of statements. */
const MOST_KEPT: CompiledCacheLimits = { things: 20_000, characters: 16_000_000 };

interface CompiledCacheLimits {
  readonly things: number;
  readonly characters: number;
}

/** What a source makes once for each document and view; the least recently used goes first. */
export interface CompiledCache {
  of(asked: Asked, facts: RequestFacts): CompiledForView;
}

/**
 * Holds nothing of a viewer but what all of the same view share, and nothing of a request.
 *
 * Why a limit of characters: a client's filter may have 200 conditions, each with its wall, and clients can state any
 * number of such filters.
 */
export function createCompiledCache(
  policy: Policy,
  { things, characters }: CompiledCacheLimits = MOST_KEPT,
): CompiledCache {
  const pairs = new LRUCache<string, CompiledForView>({ max: PAIRS_KEPT });
  // Why late: the cache allocates all its room at once, in vain for a source that nobody asks.
  let made: LRUCache<string, object> | undefined;
  const numberOf = numbering();
  const find = <Made extends object>(name: string, make: () => Made): Made => {
    made ??= new LRUCache({ max: things, maxSize: characters, sizeCalculation: charactersOf });
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

/** Gives each object a number of its own. */
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

/** The length of a statement's text, or of several; a flat amount for anything else. */
function charactersOf(made: object): number {
  if (Array.isArray(made)) return made.reduce((sum: number, each: object) => sum + charactersOf(each), 1);
  return 'sql' in made && typeof made.sql === 'string' ? made.sql.length : 1000;
}

import { type Category, type Decision, rank } from '../types.js';

/** What one viewer gets of one object, by category: all that a field rule asks. */
export interface Verdicts {
  of(category: Category): Decision;
}

/** A decision, and the category that made it. */
export interface Guarded {
  readonly category: Category;
  readonly decision: Decision;
}

/**
 * What a coordinate's categories let through together: the least of their decisions, the first of equals. On its own
 * record an agency reads its own words, whatever datum they repeat.
 *
 * @param guards its own category first; never empty
 */
export function leastOf(verdicts: Verdicts, guards: readonly Category[]): Guarded {
  const [category, ...also] = guards as readonly [Category, ...Category[]];
  let least: Guarded = { category, decision: verdicts.of(category) };
  if (least.decision.rule === 'own') return least;
  for (const other of also) {
    const decision = verdicts.of(other);
    if (rank[decision.effect] < rank[least.decision.effect]) least = { category: other, decision };
  }
  return least;
}

/** Where the verdict of an object is found; undefined denies every field that is not public. */
export type VerdictOf = (parent: object) => Verdicts | undefined;

/** Keeps verdicts beside their objects, never on them: an object cannot bring its own. */
export interface VerdictStore<Verdict extends Verdicts = Verdicts> {
  /** Remembers the verdict and gives the object back. */
  set<Value extends object>(object: Value, verdict: Verdict): Value;
  of(object: object): Verdict | undefined;
}

/**
 * An empty store; its verdicts live as long as their objects. A verdict is a private member of its object: nobody but
 * the store can set or read it, and no copy takes it along. Why not a WeakMap: its entries are what the garbage
 * collector spends its time on where a request makes thousands of objects.
 */
export function createVerdictStore<Verdict extends Verdicts = Verdicts>(): VerdictStore<Verdict> {
  // Of objects that take no new member; made for the first of them.
  let sealed: WeakMap<object, Verdict> | undefined;

  class WithVerdict extends ObjectItself {
    #verdict: Verdict;

    private constructor(object: object, verdict: Verdict) {
      super(object);
      this.#verdict = verdict;
    }

    static set<Value extends object>(object: Value, verdict: Verdict): Value {
      if (#verdict in object) (object as WithVerdict).#verdict = verdict;
      else if (Object.isExtensible(object)) new WithVerdict(object, verdict);
      else {
        sealed ??= new WeakMap();
        sealed.set(object, verdict);
      }
      return object;
    }

    static of(object: object): Verdict | undefined {
      return #verdict in object ? (object as WithVerdict).#verdict : sealed?.get(object);
    }
  }
  return { set: WithVerdict.set, of: WithVerdict.of };
}

/** Makes `new` give the object that it is given, to which a class below adds its private member. */
class ObjectItself {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what the class is for.
    return object;
  }
}

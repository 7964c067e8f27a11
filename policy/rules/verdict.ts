import { type Category, type Decision, rank } from '../types.js';

/** What one viewer gets of one object, by category: all that a field rule needs. */
export interface Verdicts {
  of(category: Category): Decision;
}

/** A decision, and the category that made it. */
export interface Guarded {
  readonly category: Category;
  readonly decision: Decision;
}

/**
 * The decision of a coordinate's categories together: the strictest, the first of equals. On its own record an agency reads
 * what it wrote, whatever datum it repeats.
 *
 * @param guards the coordinate's own category first; never empty
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

/** Finds the verdict of an object; undefined denies every field that is not public. */
export type VerdictOf = (parent: object) => Verdicts | undefined;

/** Keeps verdicts beside their objects, never on them: an object cannot bring its own. */
export interface VerdictStore<Verdict extends Verdicts = Verdicts> {
  /** Stores the verdict and returns the object. */
  set<Value extends object>(object: Value, verdict: Verdict): Value;
  of(object: object): Verdict | undefined;
}

/**
 * An empty store; its verdicts live as long as their objects. A verdict is a private member of its object: only the store can
 * set or read it, and no copy takes it along. A WeakMap would cost garbage collection time where a request makes thousands
 * of objects.
 */
export function createVerdictStore<Verdict extends Verdicts = Verdicts>(): VerdictStore<Verdict> {
  // For objects that take no new member; created for the first of them.
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

/** `new` returns the object it is given, to which a derived class then adds its private member. */
class ObjectItself {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is what the class is for.
    return object;
  }
}

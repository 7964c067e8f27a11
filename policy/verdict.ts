import type { Category, Decision } from './types.js';

/** What one viewer gets of one object, by category: all that a field rule asks. */
export interface Verdicts {
  of(category: Category): Decision;
}

/** Where the verdict of an object is found; undefined denies every field that is not public. */
export type VerdictOf = (parent: object) => Verdicts | undefined;

/** Keeps verdicts beside their objects, never on them: an object cannot bring its own. */
export interface VerdictStore<Verdict extends Verdicts = Verdicts> {
  /** Remembers the verdict and gives the object back. */
  set<Value extends object>(object: Value, verdict: Verdict): Value;
  of(object: object): Verdict | undefined;
}

/** An empty store; its verdicts live as long as their objects. */
export function createVerdictStore<Verdict extends Verdicts = Verdicts>(): VerdictStore<Verdict> {
  const verdicts = new WeakMap<object, Verdict>();
  return {
    set: (object, verdict) => {
      verdicts.set(object, verdict);
      return object;
    },
    of: (object) => verdicts.get(object),
  };
}

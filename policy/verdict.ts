import type { Category, Decision } from './types.js';

/** What one viewer gets of one object, by category: all that a field rule asks. */
export interface Verdicts {
  of(category: Category): Decision;
}

/** Where the verdict of an object is found; undefined denies every field that is not public. */
export type VerdictOf = (parent: object) => Verdicts | undefined;

import type { NameToken } from '../analysedName.js';
import type { Likeness } from './likeness.js';

/** Words of one name that are words of the other. */
export interface Pair extends Likeness {
  readonly a: readonly NameToken[];
  readonly b: readonly NameToken[];
  /** Where the first of them stands. */
  readonly atA: number;
  readonly atB: number;
}

/** Two names, word by word: what is paired, and what each has left over. */
export interface Alignment {
  readonly pairs: readonly Pair[];
  readonly leftA: readonly NameToken[];
  readonly leftB: readonly NameToken[];
}

/** Which words are paired already, a bit for each. */
export interface UsedWords {
  readonly a: number;
  readonly b: number;
}

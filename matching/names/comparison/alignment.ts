import type { NameToken } from '../analysedName.js';

/** How two words are one. */
export type Agreement =
  | 'same'
  | 'spelling'
  | 'reading'
  | 'typo'
  | 'joined'
  | 'initial'
  | 'acronym'
  | 'number'
  | 'meaning'
  | 'form'
  | 'nickname';

/** That two words may be one, and how much of the certainty is lost by it, from 0. */
export interface Likeness {
  readonly how: Agreement;
  readonly loss: number;
}

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

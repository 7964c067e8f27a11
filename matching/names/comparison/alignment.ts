import type { NameToken } from '../analysedName.js';

/** In what way two words agree. */
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

/** How two words agree, and how much certainty is lost, from 0. */
export interface Likeness {
  readonly how: Agreement;
  readonly loss: number;
}

/** Words of one name paired with words of the other. */
export interface Pair extends Likeness {
  readonly a: readonly NameToken[];
  readonly b: readonly NameToken[];
  /** The index of the first word on each side. */
  readonly atA: number;
  readonly atB: number;
}

/** A pair with its sides swapped. */
export function swapped({ how, loss, a, b, atA, atB }: Pair): Pair {
  return { how, loss, a: b, b: a, atA: atB, atB: atA };
}

/** Two names, word by word: what is paired, and what each has left over. */
export interface Alignment {
  readonly pairs: readonly Pair[];
  readonly leftA: readonly NameToken[];
  readonly leftB: readonly NameToken[];
}

/** The words that are paired already, a bit for each. */
export interface UsedWords {
  readonly a: number;
  readonly b: number;
}

/** Whether two lists have a member in common. */
export function shares(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.some((each) => b.includes(each));
}

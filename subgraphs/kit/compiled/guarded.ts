import type { Decision } from '../../../policy/types.js';
import type { FieldShape } from '../shape.js';
import type { CategorySet } from '../wall/categorySet.js';

/** A field of a selection whose rule asks a verdict. */
export interface GuardedField {
  readonly key: string;
  readonly name: string;
  /** Categories that its rule asks. */
  readonly guards: readonly string[];
  /** What the report says of it. */
  readonly shape: FieldShape | undefined;
  readonly path: readonly string[];
  /** Its place in the words of bits: see `Outcome.allowed`. */
  readonly bit: number;
}

/** Fields of one object type as an operation selects them in one place. */
export interface Guarded {
  readonly number: number;
  readonly fields: readonly GuardedField[];
  /** Whether the path lies below `_entities`, whose places are told apart. */
  readonly isOfEntity: boolean;
}

/**
 * What the rules of a selection say to one judgement, asked once an execution: the same bits let values through, and are what
 * is noted. Rows that share a judgement share it.
 */
export interface Outcome {
  /** A bit for each guarded field, 30 in a word: set where its rule allows. */
  readonly allowed: readonly number[];
  /** Categories that are shown of the record; null where there is none, or nothing is shown. */
  readonly shown: CategorySet | null;
  /** Looks to be reported; none have to be counted where it is empty. */
  readonly withheld: readonly WithheldField[];
  readonly isCounted: boolean;
  readonly contact: string | null;
  /** Objects so far, by place in `_entities`; by -1 elsewhere. */
  readonly counts: Map<number, number>;
}

/** A field that was withheld, with what its report says. */
export interface WithheldField {
  readonly field: GuardedField & { readonly shape: FieldShape };
  /** Of the field's categories, the one that decided. */
  readonly category: string;
  readonly decision: Decision;
  /** Of a hit: objects that have a value there, by place. Of what is withheld otherwise, every object counts. */
  readonly found: Map<number, number> | null;
}

/** The outcomes of one selection in one execution. */
export interface OutcomeCache {
  envelopeVerdict: object;
  outcome: Outcome;
  readonly others: Map<object, Outcome>;
}

/** Bits in a word of `Outcome.allowed`: what fits a small integer. */
export const bitsInWord = 30;

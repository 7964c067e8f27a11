import type { WithheldLook } from '../manifest/withheldLook.js';
import type { FieldShape } from '../shape.js';
import type { CategorySet } from '../wall/categorySet.js';

/** A field of a selection whose rule asks a verdict. */
export interface GuardedField {
  readonly key: string;
  readonly name: string;
  /** Categories that its rule asks. */
  readonly guards: readonly string[];
  readonly shape: FieldShape | undefined;
  readonly path: readonly string[];
  /** Its bit in `Outcome.allowed`. */
  readonly bit: number;
}

/** Fields of one object type as an operation selects them in one place. */
export interface Guarded {
  readonly number: number;
  readonly fields: readonly GuardedField[];
  /** Whether the path is below `_entities`, whose places are reported one by one. */
  readonly isOfEntity: boolean;
}

/**
 * What the rules of a selection decide for one judgement, asked once an execution. The same bits let values through and
 * are noted. Rows that share a judgement share it.
 */
export interface Outcome {
  /** A bit for each guarded field, 30 in a word: set where its rule allows. */
  readonly allowed: readonly number[];
  /** Categories shown of the record; null where there is no record, or nothing is shown. */
  readonly shown: CategorySet | null;
  readonly withheld: readonly WithheldField[];
  /** The looks at all of them; null where some are hits, and so depend on the object. */
  readonly looks: readonly WithheldLook[] | null;
  /** Whether objects have to be counted, for looks that are reported as withheld. */
  readonly isCounted: boolean;
  /** Objects so far, by their index in `_entities`; by -1 elsewhere. */
  readonly counts: Map<number, number>;
}

/** A field that was withheld, and why. */
export interface WithheldField {
  readonly field: GuardedField & { readonly shape: FieldShape };
  readonly look: WithheldLook;
  /** For a hit: the objects that have a value there, by index. Null otherwise: every object counts. */
  readonly found: Map<number, number> | null;
}

/** The outcomes of one selection in one execution: the last one, then all by their judgement. */
export interface OutcomeCache {
  envelopeVerdict: object;
  outcome: Outcome;
  readonly others: Map<object, Outcome>;
}

/** Bits in a word of `Outcome.allowed`: as many as fit V8's small integers. */
export const bitsInWord = 30;

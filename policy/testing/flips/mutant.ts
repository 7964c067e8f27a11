import type { Policy } from '../../policy.js';
import type { AgencyKind, Category } from '../../types.js';
import type { Focus } from '../words.js';

/** A policy that differs from the shipped one in one word. */
export interface Mutant {
  /** What was changed, e.g. `cargo.goods FIU: MASKED to FULL`. */
  readonly name: string;
  readonly kind: 'cell' | 'flag' | 'role' | 'agency' | 'operation';
  readonly policy: Policy;
  /** Where a decision may differ; null: anywhere. */
  readonly category: Category | null;
  readonly agencies: readonly string[] | null;
  /** The only kind of agency whose decisions may differ; absent: any. */
  readonly agencyKind?: AgencyKind;
  readonly focus: Focus;
}

/** Each value but one. */
export const others = <Value>(all: readonly Value[], value: Value): readonly Value[] =>
  all.filter((each) => each !== value);
/** A list with a value more, or less. */
export const toggled = <Value>(list: readonly Value[], value: Value): readonly Value[] =>
  list.includes(value) ? list.filter((each) => each !== value) : [...list, value];

import type { Category, Effect } from '../types.js';
import type { Direction } from './compare.js';

/** One change for a set of requests: each agency in each role for each purpose, with and without a case as listed. */
export interface Change {
  readonly direction: Direction;
  readonly categories: readonly Category[];
  readonly was: Effect;
  readonly is: Effect;
  /** The records it applies to, in words; empty: those of another agency without restrictions. */
  readonly records: readonly string[];
  readonly agencies: readonly string[];
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  readonly cases: readonly ('with' | 'without')[];
  /** `always`, or the periods in which it applies. */
  readonly times: readonly string[];
  /** Coordinates of the fields that the categories guard. */
  readonly fields: readonly string[];
  /** Filters, sort keys and aggregates that open or close. */
  readonly filters: readonly string[];
  /** Look-ups by identity that open or close. */
  readonly lookups: readonly string[];
  readonly sentence: string;
}

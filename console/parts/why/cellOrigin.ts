import type { CellState } from '../../../client/index.js';

/** What is not shown in full. */
export type Kept = Extract<CellState, { state: 'masked' | 'withheld' | 'hit' }>;

/** Where in the schema and in which record a cell stands, so that the graph can explain it. */
export interface CellOrigin {
  /** Type and field, e.g. `Person.birthDate`. */
  readonly coordinate: string;
  /** Public id of the record that decides about it; undefined: a link decides, or nothing but the policy. */
  readonly record?: string | undefined;
}

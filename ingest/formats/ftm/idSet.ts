import { createTally, type Tally } from '../../spill/occurrences.js';

/** A set of keys that answers only whether a key is in it. */
export interface IdSet {
  /** Adds a key; false where it was already in the set. */
  add(id: string): boolean;
  has(id: string): boolean;
}

/** Opens an empty set of keys. @remarks Some 8 bytes a key, whatever its length. */
export function createIdSet(tally: Tally = createTally()): IdSet {
  return { add: (id) => tally.count(id) === 1, has: tally.has };
}

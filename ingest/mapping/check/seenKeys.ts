import { createOccurrences } from '../../spill/occurrences.js';

/** Remembers which keys a delivery has had. */
export function createSeenKeys(): { add(key: string): boolean } {
  const countOf = createOccurrences();
  return {
    /** False where the key was there already. */
    add: (key) => countOf(key) === 1,
  };
}

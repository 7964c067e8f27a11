import { createTally, type Tally } from './occurrences.js';

/** Makes keys that are unique within a delivery: a key that occurs again gets a counter, `#2` and so on. */
export type KeyCounter = (key: string) => string;

/** Creates a counter for one delivery. @param sign comes before the number */
export function createKeyCounter(tally: Tally = createTally(), sign = '#'): KeyCounter {
  return (key) => {
    const times = tally.count(key);
    return times === 1 ? key : `${key}${sign}${times}`;
  };
}

import { createOccurrences } from './occurrences.js';

/** Makes keys that are unique within a delivery: a key that was given out already gets a counter, `#2` and so on. */
export type KeyCounter = (key: string) => string;

/** A counter for one delivery. @param sign stands before the number */
export function createKeyCounter(sign = '#'): KeyCounter {
  const countOf = createOccurrences();
  return (key) => {
    const count = countOf(key);
    return count === 1 ? key : `${key}${sign}${count}`;
  };
}

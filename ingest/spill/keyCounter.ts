import { createOccurrences } from './occurrences.js';

/** Makes keys that are unique within a delivery: a key that occurs again gets a counter, `#2` and so on. */
export type KeyCounter = (key: string) => string;

/** Creates a counter for one delivery. @param sign comes before the number */
export function createKeyCounter(sign = '#'): KeyCounter {
  const countOf = createOccurrences();
  return (key) => {
    const count = countOf(key);
    return count === 1 ? key : `${key}${sign}${count}`;
  };
}

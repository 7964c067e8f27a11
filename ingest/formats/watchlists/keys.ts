import { hash } from 'node:crypto';
import { createOccurrences } from '../../spill/occurrences.js';

/** Makes keys that are unique within a delivery: a key that was given out already gets a counter, `~2` and so on. */
export type KeyCounter = (key: string) => string;

/** A counter for one delivery. */
export function createKeyCounter(): KeyCounter {
  const countOf = createOccurrences();
  return (key) => {
    const count = countOf(key);
    return count === 1 ? key : `${key}~${count}`;
  };
}

/** A key made of what identifies a row of a list without keys: case and runs of white space do not matter. */
export function hashKey(parts: readonly (string | null)[]): string {
  const text = parts.map((part) => (part ?? '').toUpperCase().replaceAll(/\s+/g, ' ').trim()).join('\u0000');
  return hash('sha256', text).slice(0, 32);
}

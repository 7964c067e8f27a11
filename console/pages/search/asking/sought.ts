import type { Restriction } from './restriction.js';

/** A text that is searched for, and to what the search is restricted. */
export interface Sought extends Restriction {
  readonly text: string;
}

const MOST = 20;

/** What was asked before, the newest first, each once. */
export function withSought(before: readonly Sought[], next: Sought): readonly Sought[] {
  const key = JSON.stringify(next);
  return [next, ...before.filter((each) => JSON.stringify(each) !== key)].slice(0, MOST);
}

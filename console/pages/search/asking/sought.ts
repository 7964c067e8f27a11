/** A text that is searched for, and the feeds whose records are searched: all where there are none. */
export interface Sought {
  readonly text: string;
  readonly feeds: readonly string[];
}

const MOST = 20;

/** What was asked before, the newest first, each once. */
export function withSought(before: readonly Sought[], next: Sought): readonly Sought[] {
  const key = JSON.stringify(next);
  return [next, ...before.filter((each) => JSON.stringify(each) !== key)].slice(0, MOST);
}

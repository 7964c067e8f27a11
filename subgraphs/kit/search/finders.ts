import type { ResolverMap } from '../module.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';
import type { SearchedText } from './asked.js';

/** How a search went. */
export type SearchState = 'OK' | 'PARTIAL' | 'DENIED' | 'TIMEOUT';

/** The outcome of one kind of search. */
export interface Found {
  /** Null where the text does not have the form: the state of the whole search then ignores it. */
  readonly state: SearchState | null;
  /** Best first; null where nothing is known: denied, timed out, or the text does not have the form. */
  readonly found: readonly object[] | null;
}

/** The object that a kind's fields are resolved from. */
export interface Searching {
  readonly text: SearchedText;
  readonly first: number;
  /** Distinguishes it from any other of the request. */
  readonly key: string;
}

/** Finds at most `first` records of a kind by a text. */
export type Finder<Result extends Found = Found> = (
  session: SourceSession,
  text: SearchedText,
  first: number,
) => Promise<Result>;

/** Runs a finder once a request, whichever fields ask for it. */
export function runOnce<Result extends Found>(
  find: Finder<Result>,
  { text, first, key }: Searching,
  session: SourceSession,
): Promise<Result> {
  return session.once(find, key, () => find(session, text, first));
}

/**
 * Resolvers of what each finder found, and of the state of all: each runs once, and only where a field asks for it. Of
 * `exact` the state counts only a timeout, unless nothing else is searched: DENIED is about names and words.
 */
export function finderResolvers(finders: Readonly<Record<string, Finder>>): ResolverMap[string] {
  const { exact, ...others } = finders;
  const inexact = Object.values(others);
  return {
    state: async (searching: Searching, _: unknown, { session }: SourceContext) => {
      const stateOf = async (find: Finder) => (await runOnce(find, searching, session)).state;
      const [exactState, ...states] = await Promise.all([exact ? stateOf(exact) : null, ...inexact.map(stateOf)]);
      if (exactState === 'TIMEOUT' || inexact.length === 0) return exactState;
      return joinStates(states.filter((state) => state !== null));
    },
    ...Object.fromEntries(
      Object.entries(finders).map(([field, find]) => [
        field,
        async (searching: Searching, _: unknown, { session }: SourceContext) =>
          (await runOnce(find, searching, session)).found,
      ]),
    ),
  };
}

/** DENIED where all are, else the state that keeps an empty list from suggesting that there is nobody. */
function joinStates(states: readonly SearchState[]): SearchState {
  if (states.every((state) => state === 'DENIED')) return 'DENIED';
  if (states.includes('TIMEOUT')) return 'TIMEOUT';
  return states.every((state) => state === 'OK') ? 'OK' : 'PARTIAL';
}

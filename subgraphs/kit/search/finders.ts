import type { ResolverMap } from '../module.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';
import type { SearchedText } from './asked.js';

/** How a search went. */
export type SearchState = 'OK' | 'PARTIAL' | 'DENIED' | 'TIMEOUT';

/** What a search by a name or by words came to. */
export interface Found {
  /** Null where the text has not the form: then it says nothing of the search. */
  readonly state: SearchState | null;
  /** Best first; null where nothing is known: it is denied, took too long, or the text has not the form. */
  readonly found: readonly object[] | null;
}

/** What the fields of a kind's object are resolved from. */
export interface Searching {
  readonly text: SearchedText;
  readonly first: number;
  /** Tells it from any other of the request. */
  readonly key: string;
}

/** Finds at most `first` records of a kind that are like a text. */
export type Finder<What extends Found = Found> = (
  session: SourceSession,
  text: SearchedText,
  first: number,
) => Promise<What>;

/** What a finder finds, which it looks for once a request, whichever fields ask. */
export function runOnce<What extends Found>(
  find: Finder<What>,
  { text, first, key }: Searching,
  session: SourceSession,
): Promise<What> {
  return session.once(find, key, () => find(session, text, first));
}

/**
 * Resolvers of what each finder found, and of how all of them went: each runs once, and only where a field asks for it. Of
 * `exact` the state says no more than that it took too long, unless nothing else is searched: denied are names and words.
 */
export function finderResolvers(finders: Readonly<Record<string, Finder>>): ResolverMap[string] {
  const { exact, ...others } = finders;
  const like = Object.values(others);
  return {
    state: async (searching: Searching, _: unknown, { session }: SourceContext) => {
      const found = await Promise.all(
        [...(exact ? [exact] : []), ...like].map((find) => runOnce(find, searching, session)),
      );
      const states = found.map(({ state }) => state);
      const named = exact ? states.shift() : null;
      return named === 'TIMEOUT' || like.length === 0 ? named : stateOf(states.filter((state) => state !== null));
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

/** Of several searches: DENIED where all are, else what keeps an empty list from telling of nobody. */
function stateOf(states: readonly SearchState[]): SearchState {
  if (states.every((state) => state === 'DENIED')) return 'DENIED';
  if (states.includes('TIMEOUT')) return 'TIMEOUT';
  return states.every((state) => state === 'OK') ? 'OK' : 'PARTIAL';
}

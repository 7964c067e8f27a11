import { badUserInput } from '../../../schema/errors.js';
import { exactly } from '../counting/countRows.js';
import type { RecordListing } from '../described/describe.js';
import { adviceFor } from '../matching/answer.js';
import type { MatchedKind } from '../matching/matchedKind.js';
import { cutOffFor } from '../matching/similar.js';
import type { ResolverMap } from '../module.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';
import { structure } from '../wall/reference.js';
import { findAlike } from './alike.js';
import { openSearch, type SearchedText } from './asked.js';
import { applicable, type ExactSearch, type FoundExact, findExact } from './exact.js';
import { searchedFeeds } from './feeds.js';
import { type Finder, finderResolvers, runOnce, type Searching } from './finders.js';
import { findNear, nearKm, type SearchedPositions } from './near.js';
import { countWords, findWords, type WordsText } from './words.js';

/** A kind of record that a source adds to a search. */
export interface SearchedKind {
  /** The field of `Search`, e.g. `persons`. */
  readonly field: string;
  /** The type of that field, e.g. `PersonSearch`. */
  readonly type: string;
  readonly listing: RecordListing;
  /** Empty for a kind without identifying numbers. */
  readonly exact: readonly ExactSearch[];
  /** The type says that no hit was looked for, though no number finds one. */
  readonly tellsHits?: true;
  /** Finds records by similar names. */
  readonly names?: MatchedKind;
  /** In place of `names`, for records that do not keep the keys of their names. */
  readonly alike?: Finder;
  /** Texts of the records, searched by words. */
  readonly words?: readonly WordsText[];
  /** Positions of the records, searched nearby. */
  readonly positions?: SearchedPositions;
}

/** Most records of a kind, for each kind of search. */
const MAX_FIRST = 100;

/** Resolvers of `Search` in a source that adds these kinds, and of their types. */
export function searchResolvers(kinds: readonly SearchedKind[]): ResolverMap {
  const fields = kinds.map(({ field }) => [field, openKind(`Search.${field}`)] as const);
  const search = {
    __resolveReference: ({ probe }: { readonly probe?: unknown }) =>
      typeof probe === 'string' ? { __typename: 'Search', probe } : null,
    ...Object.fromEntries(fields),
  };
  return { Search: search, ...Object.fromEntries(kinds.map((kind) => [kind.type, ofKind(kind)])) };
}

function openKind(at: string) {
  return (
    { probe }: { readonly probe: string },
    { first = 10 }: { readonly first?: number | null },
    { session }: SourceContext,
  ): object | null => {
    const size = first ?? 10;
    if (size < 1 || size > MAX_FIRST) throw badUserInput(`"first" is 1 to ${MAX_FIRST}.`, { at: `${at}(first:)` });
    const text = openSearch(session, probe);
    // Why null: a probe of another viewer or request is like a reference to a record that is not there.
    return text && structure({ text, first: size, key: `${size} ${probe}` });
  };
}

/** What is not selected is not searched. To select the state is to select all that it is about, except hits. */
function ofKind({
  type,
  listing,
  exact,
  tellsHits,
  names,
  alike,
  words,
  positions,
}: SearchedKind): ResolverMap[string] {
  const exactOf = async (session: SourceSession, text: SearchedText, first: number): Promise<FoundExact> =>
    isOutside(listing, text)
      ? { state: 'OK', found: [], hitState: 'NOT_ASKED' }
      : findExact(session, applicable(session, exact, text), text, { first, hits: session.asksFor(type, 'exact') });
  const inside =
    (find: Finder): Finder =>
    async (session, text, first) =>
      isOutside(listing, text) ? { state: 'OK', found: [] } : find(session, text, first);
  const finders: Record<string, Finder> = {
    ...(exact.length > 0 ? { exact: exactOf } : {}),
    ...(names ? { similar: (session, text, first) => findAlike(session, names, text, first) } : {}),
    ...(alike ? { similar: inside(alike) } : {}),
    ...(words ? { words: inside((session, text, first) => findWords(session, listing, words, text, first)) } : {}),
    ...(positions
      ? { near: inside((session, text, first) => findNear(session, listing, positions, text, first)) }
      : {}),
  };
  return {
    feeds: ({ text }: Searching, _: unknown, { session }: SourceContext) => searchedFeeds(session, listing, text),
    ...(exact.length > 0 ? lookedUpBy(exact) : {}),
    ...(tellsHits || exact.some(({ by }) => 'argument' in by) ? hitsOf(type, exactOf) : {}),
    ...(positions ? { nearKm: ({ text }: Searching) => (text.valueOf('COORDINATES') === null ? null : nearKm) } : {}),
    ...(names ? { advice: ({ text }: Searching) => adviceFor([text.valueOf('NAME') ?? ''], names.kind) } : {}),
    ...(names ? { cutOff: ({ text }: Searching) => cutOffFor([text.valueOf('NAME') ?? ''], names.kind) } : {}),
    ...(words ? { wordsCount: countOf(listing, words) } : {}),
    ...finderResolvers(finders),
  };
}

/** A kind of which no record is listed under a programme has none under those that are asked for. */
function isOutside({ filters }: RecordListing, { programmes }: SearchedText): boolean {
  return programmes !== null && !('programme' in filters);
}

/** How many records the words find, whatever is listed of them. */
function countOf(listing: RecordListing, words: readonly WordsText[]) {
  return async ({ text, key }: Searching, _: unknown, { session }: SourceContext): Promise<object | null> => {
    if (isOutside(listing, text)) return structure({ ...exactly(0) });
    const count = await session.once(words, `count ${key}`, () => countWords(session, listing, words, text));
    return count && structure({ ...count });
  };
}

/** Whether a hit was looked for; selecting this alone looks for none. */
function hitsOf(type: string, exactly: Finder<FoundExact>): ResolverMap[string] {
  return {
    hitState: async (searching: Searching, _: unknown, { session }: SourceContext) =>
      session.asksFor(type, 'exact') ? (await runOnce(exactly, searching, session)).hitState : 'NOT_ASKED',
  };
}

/** The forms of the text by which a kind is looked up, each once. */
function lookedUpBy(searches: readonly ExactSearch[]): ResolverMap[string] {
  return {
    lookedUp: ({ text }: Searching, _: unknown, { session }: SourceContext) => [
      ...new Set(applicable(session, searches, text).map(({ search }) => search.form)),
    ],
  };
}

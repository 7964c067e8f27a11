import { badUserInput } from '../../../schema/errors.js';
import type { RecordListing } from '../described/describe.js';
import type { MatchedKind } from '../matching/matchedKind.js';
import { givenFrom } from '../matching/similar.js';
import type { ResolverMap } from '../module.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';
import { structure } from '../wall/reference.js';
import { findAlike } from './alike.js';
import { openSearch, type SearchedText } from './asked.js';
import { type ExactWay, type FoundExact, findExact, waysOf } from './exact.js';
import { searchedFeeds } from './feeds.js';
import { type Finder, finderResolvers, runOnce, type Searching } from './finders.js';
import { findNear, nearKm, type Positions } from './near.js';
import { findWords, type WordsText } from './words.js';

/** A kind of record that a source adds to a search. */
export interface SearchedKind {
  /** The field of `Search`, e.g. `persons`. */
  readonly field: string;
  /** The type of that field, e.g. `PersonSearch`. */
  readonly type: string;
  readonly listing: RecordListing;
  /** None where a kind has no number by which it is known. */
  readonly exact: readonly ExactWay[];
  /** Names of the records; those that are alike are found. */
  readonly names?: MatchedKind;
  /** In their place, where the records do not keep what names are found by. */
  readonly alike?: Finder;
  /** Texts of the records; their words are searched. */
  readonly words?: readonly WordsText[];
  /** Where the records are; those near a position are found. */
  readonly positions?: Positions;
}

/** Most records of a kind, of each sort. */
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
    // Why null: a probe of another viewer or request is none, as a reference to a record that is not there.
    return text && structure({ text, first: size, key: `${size} ${probe}` });
  };
}

/** What is not selected is not searched; to ask for the state is to ask for what it is of, but for hits. */
function ofKind({ type, listing, exact, names, alike, words, positions }: SearchedKind): ResolverMap[string] {
  const exactly = (session: SourceSession, text: SearchedText, first: number) =>
    findExact(session, waysOf(session, exact, text), text, { first, hits: session.asksFor(type, 'exact') });
  const finders: Record<string, Finder> = {
    ...(exact.length > 0 ? { exact: exactly } : {}),
    ...(names ? { similar: (session, text, first) => findAlike(session, names, text, first) } : {}),
    ...(alike ? { similar: alike } : {}),
    ...(words ? { words: (session, text, first) => findWords(session, listing, words, text, first) } : {}),
    ...(positions ? { near: (session, text, first) => findNear(session, listing, positions, text, first) } : {}),
  };
  return {
    feeds: ({ text }: Searching, _: unknown, { session }: SourceContext) => searchedFeeds(session, listing, text),
    ...(exact.length > 0 ? lookedUpBy(exact) : {}),
    ...(exact.some(({ by }) => 'argument' in by) ? hitsOf(type, exactly) : {}),
    ...(positions ? { nearKm: ({ text }: Searching) => (text.valueOf('COORDINATES') === null ? null : nearKm) } : {}),
    ...(names ? { cutOff: ({ text }: Searching) => givenFrom([text.valueOf('NAME') ?? ''], names.kind) } : {}),
    ...finderResolvers(finders),
  };
}

/** Whether a hit was looked for: to ask for it alone is to ask for none. */
function hitsOf(type: string, exactly: Finder<FoundExact>): ResolverMap[string] {
  return {
    hitState: async (searching: Searching, _: unknown, { session }: SourceContext) =>
      session.asksFor(type, 'exact') ? (await runOnce(exactly, searching, session)).hitState : 'NOT_ASKED',
  };
}

/** The forms of the text by which a kind is looked up, each once. */
function lookedUpBy(ways: readonly ExactWay[]): ResolverMap[string] {
  return {
    lookedUp: ({ text }: Searching, _: unknown, { session }: SourceContext) => [
      ...new Set(waysOf(session, ways, text).map(({ way }) => way.form)),
    ],
  };
}

import { badUserInput } from '../../../schema/errors.js';
import type { SourceSession } from '../types.js';
import { structure } from '../wall/stub.js';
import type { MatchedKind } from './matchedKind.js';
import type { Similar } from './similar.js';
import { toMatch } from './toMatch.js';

const mostFirst = 100;

/** Records asked for by one statement: it has half a second. */
export const askedAtOnce = 10;

/** How many matches of each are given, and from which score on; where null, from where on one looks. */
export interface Giving {
  readonly first: number;
  readonly atLeast: number | null;
}

/**
 * Holds the arguments of a field that gives matches to what it can give.
 *
 * @throws PortcullisError BAD_USER_INPUT
 */
export function assertGiving(at: string, { first, atLeast }: Giving): void {
  if (first < 1 || first > mostFirst) throw badUserInput(`first is 1 to ${mostFirst}.`, { at: `${at}(first:)` });
  const isScore = atLeast === null || (atLeast >= 0 && atLeast <= 1);
  if (!isScore) throw badUserInput('A score is 0 to 1.', { at: `${at}(atLeast:)` });
}

/** What was found of one that was asked for. */
interface Answer {
  readonly state: 'OK' | 'PARTIAL' | 'DENIED' | 'TIMEOUT';
  readonly cutOff: number;
  /** Best first; null where nothing was searched. */
  readonly similar: readonly Similar[] | null;
  readonly hit?: object | null;
}

/** The same as the SDL's `PersonMatches` and its like show it. */
export function toMatches(
  session: SourceSession,
  kind: MatchedKind,
  { state, cutOff, similar, hit = null }: Answer,
): object {
  const matches = similar?.flatMap((each) => toMatch(session, kind, each) ?? []) ?? null;
  return structure({ state, cutOff, matches, hit });
}

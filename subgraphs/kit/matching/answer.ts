import type { ComparedRecord } from '../../../matching/index.js';
import { bounds } from '../../../policy/bounds.js';
import { badUserInput } from '../../../schema/errors.js';
import type { HitState } from '../limits/hitState.js';
import type { SourceSession } from '../types.js';
import { structure } from '../wall/stub.js';
import type { MatchedKind } from './matchedKind.js';
import { findSimilar, type Similar } from './similar.js';
import { toMatch } from './toMatch.js';

const mostFirst = 100;

/** Records asked for by one statement: it has half a second. */
export const askedAtOnce = 10;

/** What all statements of a page may take, after which the rest is told as TIMEOUT: else the whole source would be. */
const patienceMs = 2000;

/** Names that they may have, but for one that has more: on public lists a person has five, and ten of those take most of that. */
const namesAtOnce = 25;

/** How many matches of each are given, and from which score on. */
export interface Asking {
  readonly first: number;
  readonly atLeast: number;
}

/**
 * Holds the arguments of a field that gives matches to what it can give.
 *
 * @throws PortcullisError BAD_USER_INPUT
 */
export function assertGiving(
  at: string,
  { first, atLeast }: { readonly first: number; readonly atLeast: number | null },
): void {
  if (first < 1 || first > mostFirst) throw badUserInput(`first is 1 to ${mostFirst}.`, { at: `${at}(first:)` });
  const isScore = atLeast === null || (atLeast >= 0 && atLeast <= 1);
  if (!isScore) throw badUserInput('A score is 0 to 1.', { at: `${at}(atLeast:)` });
}

/** Whether some record may be searched for this viewer by the names of the kind: else a search is DENIED. */
export function mayMatch({ policy, facts }: SourceSession, { category }: MatchedKind): boolean {
  return bounds(policy, facts)(category).ceiling === 'FULL';
}

/** What was found of one that was asked for. */
interface Answer {
  readonly state: 'OK' | 'PARTIAL' | 'DENIED' | 'TIMEOUT';
  readonly cutOff: number;
  /** Best first; null where nothing was searched. */
  readonly similar: readonly Similar[] | null;
  readonly hit?: object | null;
  readonly hitState?: HitState;
}

/** The same as the SDL's `PersonMatches` and its like show it. */
export function toMatches(
  session: SourceSession,
  kind: MatchedKind,
  { state, cutOff, similar, hit = null, hitState = 'NOT_ASKED' }: Answer,
): object {
  const matches = similar?.flatMap((each) => toMatch(session, kind, each) ?? []) ?? null;
  return structure({ state, cutOff, matches, hit, hitState });
}

/**
 * Matches of records, by their keys: those of a record that is kept here itself its id, for none is like itself. One statement for
 * each ten of them, or fewer that have many names; none where this viewer may search nobody by the names of the kind.
 */
export async function matchEach(
  session: SourceSession,
  kind: MatchedKind,
  asked: ReadonlyMap<string, ComparedRecord>,
  { first, atLeast }: Asking,
): Promise<ReadonlyMap<string, object>> {
  const all = [...asked];
  const answer = (found: Omit<Answer, 'cutOff'>) => toMatches(session, kind, { ...found, cutOff: atLeast });
  if (!mayMatch(session, kind)) return new Map(all.map(([key]) => [key, answer({ state: 'DENIED', similar: null })]));
  const answers = new Map<string, object>();
  const until = performance.now() + patienceMs;
  for (const some of parted(all)) {
    if (performance.now() > until) {
      for (const [key] of some) answers.set(key, answer({ state: 'TIMEOUT', similar: [] }));
      continue;
    }
    const [except, records] = [some.map(([key]) => key), some.map(([, record]) => record)];
    const { state, found } = await findSimilar(session, kind, records, { first, atLeast, except });
    for (const [place, key] of except.entries()) answers.set(key, answer({ state, similar: found[place] ?? [] }));
  }
  return answers;
}

/** What is asked for by each statement. */
function parted<Entry extends readonly [string, ComparedRecord]>(all: readonly Entry[]): readonly (readonly Entry[])[] {
  const parts: Entry[][] = [];
  let names = 0;
  for (const each of all) {
    const last = parts.at(-1);
    names += each[1].names.length;
    if (last && last.length < askedAtOnce && names <= namesAtOnce) {
      last.push(each);
      continue;
    }
    parts.push([each]);
    names = each[1].names.length;
  }
  return parts;
}

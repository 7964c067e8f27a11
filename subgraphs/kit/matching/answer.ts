import type { ComparedRecord } from '../../../matching/index.js';
import { bounds } from '../../../policy/bounds.js';
import { badUserInput } from '../../../schema/errors.js';
import type { HitState } from '../limits/hitState.js';
import type { SourceSession } from '../sourceSession.js';
import { structure } from '../wall/reference.js';
import { verdictOf } from '../wall/verdict.js';
import type { MatchedKind } from './matchedKind.js';
import { findSimilar, namesKey, type Similar } from './similar.js';
import { toMatch } from './toMatch.js';

const mostFirst = 100;

/** Questions asked for by one statement: it has half a second. */
export const askedAtOnce = 10;

/** What all statements of a page may take, after which the rest is told as TIMEOUT: else the whole source would be, after five seconds. */
const patienceMs = 3000;

/** Different names that a statement seeks, but for one record that has more: on public lists a person has five. */
export const namesAtOnce = 25;

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
  /** The sender's key of a question of the root. */
  readonly ref?: string | null;
}

/** The same as the SDL's `PersonMatches` and its like show it. */
export function toMatches(
  session: SourceSession,
  kind: MatchedKind,
  { state, cutOff, similar, hit = null, hitState = 'NOT_ASKED', ref = null }: Answer,
): { readonly matches: readonly object[] | null } {
  const matches = similar?.flatMap((each) => toMatch(session, kind, each) ?? []) ?? null;
  const hitContact = hit && (verdictOf(hit)?.record?.contact ?? null);
  return structure({ ref, state, cutOff, matches, hit, hitState, hitContact, salt: null });
}

/**
 * Matches of records, by their keys: those of a record that is kept here itself its id, for none is like itself. One statement for
 * each 25 different names; none where this viewer may search nobody by the names of the kind. Of records whose statement took too
 * long each half is asked for again: one name that half the world bears leaves no other unsearched.
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
  const parts = parted(all);
  for (const some of parts) {
    const isLate = performance.now() > until;
    const [except, records] = [some.map(([key]) => key), some.map(([, record]) => record)];
    const { state, found } = isLate ? late : await findSimilar(session, kind, records, { first, atLeast, except });
    if (state === 'TIMEOUT' && !isLate && some.length > 1) {
      // Why behind the others: they may be searched yet.
      parts.push(some.slice(0, some.length / 2), some.slice(some.length / 2));
      continue;
    }
    for (const [place, key] of except.entries()) answers.set(key, answer({ state, similar: found[place] ?? [] }));
  }
  return answers;
}

const late = { state: 'TIMEOUT', found: [] } as const;

type Asked = readonly [key: string, record: ComparedRecord];

/** What is asked for by each statement: those with equal names by one. */
function parted(all: readonly Asked[]): Asked[][] {
  const byNames = new Map<string, Asked[]>();
  for (const each of all) {
    const key = namesKey(each[1].names);
    byNames.set(key, [...(byNames.get(key) ?? []), each]);
  }
  const parts: Asked[][] = [];
  let names = 0;
  for (const alike of byNames.values()) {
    const more = alike[0]?.[1].names.length ?? 0;
    const last = parts.at(-1);
    names += more;
    if (last && names <= namesAtOnce) {
      last.push(...alike);
      continue;
    }
    parts.push([...alike]);
    names = more;
  }
  return parts;
}

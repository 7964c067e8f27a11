import {
  type ComparedRecord,
  type NamedKind,
  onePartSentence,
  cutOff as usualCutOff,
} from '../../../matching/index.js';
import { bounds } from '../../../policy/bounds.js';
import { badUserInput } from '../../../schema/errors.js';
import type { HitState } from '../limits/hitState.js';
import type { SourceSession } from '../sourceSession.js';
import { structure } from '../wall/reference.js';
import { verdictOf } from '../wall/verdict.js';
import type { MatchedKind } from './matchedKind.js';
import { cutOffFor, findSimilar, namesKey, type Similar } from './similar.js';
import { toMatch } from './toMatch.js';

const MAX_FIRST = 100;

/** Questions of one statement, which has a time limit of its own. */
export const QUESTIONS_AT_ONCE = 10;

/** Share of a source's time for all statements of a page. What is left is answered as TIMEOUT, before the whole source is. */
const PAGE_SHARE = 0.6;

/** Different names that a statement seeks, unless one record has more: on public lists a person has five. */
export const NAMES_AT_ONCE = 25;

/** How many matches are returned, and from which score on. */
export interface Asking {
  readonly first: number;
  readonly atLeast: number;
}

/**
 * Checks the arguments of a field that returns matches.
 *
 * @throws PortcullisError BAD_USER_INPUT
 */
export function assertAsking(
  at: string,
  { first, atLeast }: { readonly first: number; readonly atLeast: number | null },
): void {
  if (first < 1 || first > MAX_FIRST) throw badUserInput(`first is 1 to ${MAX_FIRST}.`, { at: `${at}(first:)` });
  const isScore = atLeast === null || (atLeast >= 0 && atLeast <= 1);
  if (!isScore) throw badUserInput('A score is 0 to 1.', { at: `${at}(atLeast:)` });
}

/** Whether this viewer may search some record by the names of the kind; else a search is DENIED. */
export function mayMatch({ policy, facts }: SourceSession, { category }: MatchedKind): boolean {
  return bounds(policy, facts)(category).ceiling === 'FULL';
}

/** What was found for one question or record. */
interface Answer {
  readonly state: 'OK' | 'PARTIAL' | 'DENIED' | 'TIMEOUT';
  /** What was asked. */
  readonly names: readonly string[];
  readonly cutOff: number;
  /** Best first; null where nothing was searched. */
  readonly similar: readonly Similar[] | null;
  readonly hit?: object | null;
  readonly hitState?: HitState;
  /** The sender's key of a question of the root. */
  readonly ref?: string | null;
}

/** What is said beside an answer to such names: that one part of a name is too little. It depends on the question alone. */
export function adviceFor(names: readonly string[], kind: NamedKind): object | null {
  return cutOffFor(names, kind) < usualCutOff ? structure({ ...onePartSentence }) : null;
}

/** An answer as the SDL's `PersonMatches` and the like. */
export function toMatches(
  session: SourceSession,
  kind: MatchedKind,
  { state, names, cutOff, similar, hit = null, hitState = 'NOT_ASKED', ref = null }: Answer,
): { readonly matches: readonly object[] | null } {
  const matches = similar?.flatMap((each) => toMatch(session, kind, each) ?? []) ?? null;
  const hitContact = hit && (verdictOf(hit)?.record?.contact ?? null);
  const advice = adviceFor(names, kind.kind);
  return structure({ ref, state, advice, cutOff, matches, hit, hitState, hitContact, salt: null });
}

/**
 * Matches of records, by their keys: for a record kept here its id, so that it does not match itself. One statement for each
 * 25 different names; none where this viewer may search nobody by the names of the kind. Where a statement takes too long,
 * each half of its records is tried again, so that one very common name leaves no other unsearched.
 */
export async function matchEach(
  session: SourceSession,
  kind: MatchedKind,
  asked: ReadonlyMap<string, ComparedRecord>,
  { first, atLeast }: Asking,
): Promise<ReadonlyMap<string, object>> {
  const all = [...asked];
  const answer = (key: string, found: Pick<Answer, 'state' | 'similar'>) =>
    toMatches(session, kind, { ...found, names: asked.get(key)?.names ?? [], cutOff: atLeast });
  if (!mayMatch(session, kind))
    return new Map(all.map(([key]) => [key, answer(key, { state: 'DENIED', similar: null })]));
  const answers = new Map<string, object>();
  const until = performance.now() + session.db.timeoutMs * PAGE_SHARE;
  const parts = toParts(all);
  for (const part of parts) {
    const isLate = performance.now() > until;
    const [except, records] = [part.map(([key]) => key), part.map(([, record]) => record)];
    const { state, found } = isLate ? late : await findSimilar(session, kind, records, { first, atLeast, except });
    if (state === 'TIMEOUT' && !isLate && part.length > 1) {
      // Why last: the other parts may still be searched in time.
      parts.push(part.slice(0, part.length / 2), part.slice(part.length / 2));
      continue;
    }
    for (const [place, key] of except.entries()) answers.set(key, answer(key, { state, similar: found[place] ?? [] }));
  }
  return answers;
}

const late = { state: 'TIMEOUT', found: [] } as const;

type Asked = readonly [key: string, record: ComparedRecord];

/** The records of each statement; those with equal names share one. */
function toParts(all: readonly Asked[]): Asked[][] {
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
    if (last && names <= NAMES_AT_ONCE) {
      last.push(...alike);
      continue;
    }
    parts.push([...alike]);
    names = more;
  }
  return parts;
}

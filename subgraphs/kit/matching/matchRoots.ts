import type { SearchTerms } from '../../../auditlog/searched.js';
import type { ComparedRecord } from '../../../matching/index.js';
import { badUserInput } from '../../../schema/errors.js';
import { isLongerThan } from '../../../schema/isLongerThan.js';
import { type Scope, type StatedScope, statedScope } from '../described/scope.js';
import type { SourceContext, SourceSession } from '../sourceSession.js';
import { assertAsking, mayMatch, QUESTIONS_AT_ONCE, toMatches } from './answer.js';
import { beginCertifying } from './certified.js';
import { findHits, notAsked } from './hits/hits.js';
import type { KnownQuestion } from './hits/knownBy.js';
import type { MatchedKind } from './matchedKind.js';
import { cutOffFor, type FoundSimilar, findSimilar, type Similar, type SimilarOptions } from './similar.js';

const MAX_QUESTIONS = 100;
const MAX_NAMES = 10;
const MAX_TEXT = 500;
const MAX_REF = 64;

/** What every question states. */
interface Question {
  readonly names: readonly string[];
  readonly ref?: string | null;
}

/** Arguments of a root field that answers questions by similar names. */
interface Asking<Asked> extends StatedScope {
  readonly asked: readonly Asked[];
  readonly first?: number | null;
  readonly atLeast?: number | null;
}

/** What a question states. */
export interface Stated {
  /** Data of the person, organization or vessel asked for, beside the names. */
  readonly beside: Omit<ComparedRecord, 'kind' | 'names'>;
  /** What may find a hit. */
  readonly known: KnownQuestion;
}

/**
 * Resolver of a root field that answers questions by similar names, in their order. Hits are looked for where they are
 * selected, for all questions at once.
 *
 * @param at the field, e.g. `Query.matchPersons`
 * @param termsOf the terms of all questions of a request; read before any search, so that they name no later list
 */
export function matchesOf<Asked extends Question>(
  at: string,
  kind: MatchedKind,
  read: (question: Asked) => Stated,
  termsOf: (session: SourceSession) => Promise<SearchTerms>,
) {
  return async (_: unknown, asking: Asking<Asked>, { session }: SourceContext): Promise<object[]> => {
    const { asked, first, atLeast, scope } = checked(at, asking);
    const stated = asked.map(read);
    const records = asked.map(({ names }, place) => ({ kind: kind.kind, names, ...stated[place]?.beside }));
    const isCertified = kind.known && session.asksFor(kind.known.type, 'salt');
    const certifying = isCertified ? beginCertifying(session, kind.kind, await termsOf(session)) : null;
    const isHitAsked = kind.known && session.asksFor(kind.known.type, 'hit');
    const [similar, hits] = await Promise.all([
      similarEach(session, kind, records, { first, scope, ...(atLeast === null ? {} : { atLeast }) }),
      isHitAsked
        ? findHits(
            session,
            kind,
            stated.map(({ known }) => known),
          )
        : [],
    ]);
    return asked.map((question, place) => {
      const { state, found } = similar[place] ?? { state: 'DENIED', found: null };
      const { hit, hitState } = hits[place] ?? notAsked;
      const cutOff = atLeast ?? cutOffFor(question.names, kind.kind);
      const result = { state, cutOff, hit, hitState };
      const answer = toMatches(session, kind, {
        ...result,
        names: question.names,
        similar: found,
        ref: question.ref ?? null,
      });
      const outcome = { ...result, matches: answer.matches?.length ?? 0, hit: hit !== null };
      return Object.assign(answer, { salt: certifying?.note({ ...question, ...restricted(scope) }, outcome) ?? null });
    });
  };
}

/** One statement for each ten questions: it has a time limit of its own. */
async function similarEach(
  session: SourceSession,
  kind: MatchedKind,
  records: readonly ComparedRecord[],
  given: SimilarOptions,
): Promise<readonly { readonly state: FoundSimilar['state']; readonly found: readonly Similar[] | null }[]> {
  if (!mayMatch(session, kind)) return [];
  const all = [];
  for (let from = 0; from < records.length; from += QUESTIONS_AT_ONCE) {
    const { state, found } = await findSimilar(session, kind, records.slice(from, from + QUESTIONS_AT_ONCE), given);
    all.push(...found.map((each) => ({ state, found: each })));
  }
  return all;
}

/** What a question is restricted to, for its digest: a no-hit in one list must not be certified as one in all. */
function restricted({ feeds, programmes }: Scope): StatedScope {
  return { ...(feeds ? { sources: feeds } : {}), ...(programmes ? { programmes } : {}) };
}

function checked<Asked extends Question>(at: string, { asked, first, atLeast, ...scope }: Asking<Asked>) {
  const stated = { asked, first: first ?? 10, atLeast: atLeast ?? null, scope: statedScope(at, scope) };
  const refuse = (what: string): never => {
    throw badUserInput(what, { at: `${at}(asked:)` });
  };
  if (asked.length === 0 || asked.length > MAX_QUESTIONS) refuse(`Ask for 1 to ${MAX_QUESTIONS} at once.`);
  assertAsking(at, stated);
  for (const { names, ref, ...beside } of asked) {
    const isNamed = names.length > 0 && names.length <= MAX_NAMES && names.every((name) => name.trim() !== '');
    if (!isNamed) refuse(`State 1 to ${MAX_NAMES} names, none of them empty.`);
    if (names.some(isTooLong)) refuse(`A name has ${MAX_TEXT} characters at most.`);
    if (typeof ref === 'string' && ref.length > MAX_REF) refuse(`A ref has ${MAX_REF} characters at most.`);
    if (textsIn(beside).some(isTooLong)) refuse(`What a question states has ${MAX_TEXT} characters at most.`);
  }
  return stated;
}

/** Measured as it is compared: 195 kB of a character that NFKC turns into eighteen held a worker for seconds. */
const isTooLong = (text: string): boolean => isLongerThan(text, MAX_TEXT);

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

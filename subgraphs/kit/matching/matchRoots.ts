import type { ComparedRecord } from '../../../matching/index.js';
import { badUserInput } from '../../../schema/errors.js';
import { isLongerThan } from '../../../schema/identifiers/isLongerThan.js';
import type { SourceContext } from '../types.js';
import { askedAtOnce, assertGiving, mayMatch, toMatches } from './answer.js';
import { findHits } from './hits.js';
import type { MatchedKind } from './matchedKind.js';
import { findSimilar, givenFrom } from './similar.js';

const mostAsked = 100;
const mostNames = 10;
const longestText = 500;

/** What every question states. */
interface Question {
  readonly names: readonly string[];
}

/** Arguments of a field of the root that answers questions by names alike. */
interface Asking<Asked> {
  readonly asked: readonly Asked[];
  readonly first?: number | null;
  readonly atLeast?: number | null;
}

/**
 * Resolver of a field of the root that answers questions by names alike, in their order.
 *
 * @param at the field, e.g. `Query.matchPersons`
 * @param toCompared what a question says of who is asked for, beside the names
 */
export function matchesOf<Asked extends Question>(
  at: string,
  kind: MatchedKind,
  toCompared: (question: Asked) => Omit<ComparedRecord, 'kind' | 'names'>,
) {
  return async (_: unknown, asking: Asking<Asked>, { session }: SourceContext): Promise<object[]> => {
    const { asked, first, atLeast } = checked(at, asking);
    const answers: object[] = [];
    for (let from = 0; from < asked.length; from += askedAtOnce) {
      const some = asked.slice(from, from + askedAtOnce);
      const records = some.map((each) => ({ kind: kind.kind, names: each.names, ...toCompared(each) }));
      const given = { first, ...(atLeast === null ? {} : { atLeast }) };
      const [similar, hits] = await Promise.all([
        mayMatch(session, kind) ? findSimilar(session, kind, records, given) : null,
        findHits(session, kind, records),
      ]);
      for (const [place, hit] of hits.found.entries()) {
        const state = hits.state === 'TIMEOUT' ? hits.state : (similar?.state ?? 'DENIED');
        const cutOff = atLeast ?? givenFrom(some[place]?.names ?? [], kind.kind);
        answers.push(toMatches(session, kind, { state, cutOff, similar: similar?.found[place] ?? null, hit }));
      }
    }
    return answers;
  };
}

function checked<Asked extends Question>(at: string, { asked, first, atLeast }: Asking<Asked>) {
  const stated = { asked, first: first ?? 10, atLeast: atLeast ?? null };
  const refuse = (what: string): never => {
    throw badUserInput(what, { at: `${at}(asked:)` });
  };
  if (asked.length === 0 || asked.length > mostAsked) refuse(`Ask for 1 to ${mostAsked} at once.`);
  assertGiving(at, stated);
  for (const { names, ...beside } of asked) {
    const isNamed = names.length > 0 && names.length <= mostNames && names.every((name) => name.trim() !== '');
    if (!isNamed) refuse(`State 1 to ${mostNames} names, none of them empty.`);
    if (names.some(isTooLong)) refuse(`A name has ${longestText} characters at most.`);
    if (textsIn(beside).some(isTooLong)) refuse(`What a question states has ${longestText} characters at most.`);
  }
  return stated;
}

/** Why as it is compared: 195 kB of a sign that is eighteen in plain held a worker for seconds. */
const isTooLong = (text: string): boolean => isLongerThan(text, longestText);

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

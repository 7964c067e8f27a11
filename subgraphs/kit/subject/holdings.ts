import type { ResolverMap } from '../module.js';
import type { KitSession } from '../session/session.js';
import type { SourceContext } from '../sourceSession.js';
import { setVerdict } from '../wall/verdict.js';
import { type AskedSubject, openAsked } from './asked.js';

/** What one kind of record or link adds to a source's holdings. */
export interface SubjectPart {
  /** By `toHolding`. */
  readonly found: readonly object[];
  /** By `toNamesake`. */
  readonly namesakes: readonly object[];
  readonly aboveClearance: number;
  /** Public ids of what was found, and the pseudonyms under which the log names it too. */
  readonly names: readonly string[];
}

/** Of namesakes so many are listed. */
const MOST_NAMESAKES = 500;

/** What a source holds, as the SDL's `SubjectHoldings`. */
export function toHoldings(session: KitSession, asked: AskedSubject, parts: readonly SubjectPart[]): object {
  const namesakes = sorted(parts.flatMap((part) => part.namesakes));
  const ids = [...new Set(parts.flatMap(({ names }) => names))].sort();
  const { agency, request } = asked;
  const found = sorted(parts.flatMap((part) => part.found));
  // No record is behind the whole: what is listed in it was judged row by row.
  const ofNobody = (object: object): object => setVerdict(object, session.projection.reference);
  const holdings = {
    source: session.source,
    found,
    namesakes: namesakes.slice(0, MOST_NAMESAKES),
    namesakesLeftOut: Math.max(0, namesakes.length - MOST_NAMESAKES),
    aboveClearance: parts.reduce((sum, part) => sum + part.aboveClearance, 0),
    seen: ofNobody({ probe: session.sealProbe({ kind: 'subjectSeen', agency, request, ids, found: found.map(idOf) }) }),
  };
  return ofNobody(holdings);
}

const idOf = (each: object): string => String((each as { readonly id: unknown }).id);

function sorted(listed: readonly object[]): readonly object[] {
  return listed.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

/**
 * Resolvers of `Subject` in a source that holds records of persons.
 *
 * @param field of `Subject` that the source answers
 * @param read what it holds; called once a request
 */
export function subjectResolvers(
  field: string,
  read: (session: KitSession, asked: AskedSubject) => Promise<readonly SubjectPart[]>,
): ResolverMap[string] {
  return {
    __resolveReference: ({ probe }: { readonly probe?: unknown }) =>
      typeof probe === 'string' ? { __typename: 'Subject', probe } : null,
    [field]: async ({ probe }: { readonly probe: string }, _: unknown, { session }: SourceContext) => {
      const asked = openAsked(session, probe);
      // Why null: a probe of another viewer or request is like a reference to a record that is not there.
      if (!asked) return null;
      const own = session as KitSession;
      return session.once(read, probe, async () => toHoldings(own, asked, await read(own, asked)));
    },
  };
}

import {
  newSalt,
  type Searched,
  type SearchedQuestion,
  type Searcher,
  type SearchOutcome,
  type SearchTerms,
  searchDigest,
} from '../../../auditlog/searched.js';
import { instantAsShown } from '../../../schema/scalars.js';
import type { SourceSession } from '../sourceSession.js';

/** Notes answers so that the log's entry holds what a certificate says of them. */
export interface Certifying {
  /** Notes what became of the next question, and gives the salt of its digest. */
  note(question: object, outcome: SearchOutcome): string;
}

/** Searches of a request that may be certified, for its manifest. */
export function searchesOf(session: Pick<SourceSession, 'once'>): Searched[] {
  return session.once(searchesOf, '', () => []);
}

/** Who searches, as certificates and the log say it. */
export function searcherOf({ policy, facts }: SourceSession): Searcher {
  const { viewer, purpose, caseReference, asOf } = facts;
  const { agency, kind, role, clearance } = viewer;
  const who = { at: instantAsShown(asOf), agency, agencyKind: kind, role, clearance };
  return { ...who, purpose: purpose ?? null, caseReference: caseReference ?? null, policyVersion: policy.version };
}

/** Begins with the questions of one field, all under the same terms. */
export function beginCertifying(session: SourceSession, kind: string, terms: SearchTerms): Certifying {
  const searcher = searcherOf(session);
  const questions: SearchedQuestion[] = [];
  const { matcherVersion, lists, compared } = terms;
  searchesOf(session).push({ kind, matcherVersion, lists, compared, questions });
  return {
    note(question, outcome) {
      const salt = newSalt();
      const stated = { ...question };
      const certified = {
        kind,
        place: questions.length,
        question: stated,
        ...outcome,
        matcherVersion,
        lists,
        compared,
      };
      questions.push({ digest: searchDigest(salt, { ...certified, ...searcher }), ...outcome });
      return salt;
    },
  };
}

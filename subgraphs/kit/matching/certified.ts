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

/** Notes answers so that the log's entry proves what a certificate says of them. */
export interface Certifying {
  /** Notes the outcome of the next question, and returns the salt of its digest. */
  note(question: object, outcome: SearchOutcome): string;
}

/** Searches of a request that may be certified, for its manifest. */
export function searchesOf(session: Pick<SourceSession, 'once'>): Searched[] {
  return session.once(searchesOf, '', () => []);
}

/** The viewer as certificates and the log state who searched. */
export function searcherOf({ policy, facts }: SourceSession): Searcher {
  const { viewer, purpose, caseReference, asOf } = facts;
  const { agency, kind, role, clearance } = viewer;
  const who = { at: instantAsShown(asOf), agency, agencyKind: kind, role, clearance };
  return { ...who, purpose: purpose ?? null, caseReference: caseReference ?? null, policyVersion: policy.version };
}

/** Starts with the questions of one field, all under the same terms. */
export function beginCertifying(session: SourceSession, kind: string, terms: SearchTerms): Certifying {
  const searcher = searcherOf(session);
  const questions: SearchedQuestion[] = [];
  const { matcherVersion, lists, compared } = terms;
  searchesOf(session).push({ kind, matcherVersion, lists, compared, questions });
  return {
    note(question, outcome) {
      const salt = newSalt();
      const asked = { kind, place: questions.length, question: { ...question } };
      const certified = { ...asked, ...outcome, matcherVersion, lists, compared, ...searcher };
      questions.push({ digest: searchDigest(salt, certified), ...outcome });
      return salt;
    },
  };
}

import type { AuditKeys } from '../../../auditlog/keys.js';
import { badUserInput } from '../../../schema/errors.js';
import { instantAsShown } from '../../../schema/scalars.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { createBodies } from '../bodies.js';
import { ownEnvelope } from '../ownEnvelope.js';
import { type RequestNode, readRequests } from './requests.js';

/** Arguments of `Query.subjectAnswer`. */
export interface AnswerArguments {
  readonly request: string;
  readonly letterSha256: string;
  readonly decision: string;
  /** For the entry alone, in which it is sealed as a variable. */
  readonly leftOut?: readonly { readonly ground: string }[] | null;
}

const category = 'subject.requests';
const mostListed = 10_000;
const mostLeftOut = 1000;

/** Reads what became of persons' requests, and states what becomes of one: the gateway's entry of the answer is all that is written. */
export function createRequests(keys: Pick<AuditKeys, 'auditSeal' | 'store'>) {
  const bodies = createBodies(keys);
  const isOpenTo = (session: SourceSession, agency: string): boolean =>
    session.isFull(category, ownEnvelope('', agency, category));
  return {
    /**
     * @param open null: answered ones too
     * @throws BAD_USER_INPUT where there are too many: a request that is left out of a list is forgotten
     */
    async list(session: SourceSession, open: boolean | null): Promise<readonly object[]> {
      const agencies = Object.keys(session.policy.agencies).filter((agency) => isOpenTo(session, agency));
      const requests = await readRequests(session, bodies, { agencies, request: null, open, limit: mostListed + 1 });
      if (requests.length > mostListed)
        throw badUserInput(`There are more than ${mostListed} such requests; they are not listed.`, {
          at: 'Query.subjectRequests(open:)',
          hint: 'Ask for open ones alone, or read their entries: auditEntries with the kind SUBJECT_ASKED.',
        });
      return requests.flatMap((request) => shown(session, request) ?? []);
    },

    /** @throws BAD_USER_INPUT where more is left out than an entry takes, or on a ground that the agency's regimes do not have */
    async answer(session: SourceSession, stated: AnswerArguments): Promise<object | null> {
      const { request, letterSha256, decision, leftOut } = stated;
      if ((leftOut ?? []).length > mostLeftOut)
        throw badUserInput(`At most ${mostLeftOut} things are left out of a letter.`, {
          at: 'Query.subjectAnswer(leftOut:)',
          hint: 'Join those of one record and one ground.',
        });
      const { agency } = session.facts.viewer;
      if (!isOpenTo(session, agency)) return null;
      const [known] = await readRequests(session, bodies, { agencies: [agency], request, open: null, limit: 1 });
      if (!known) return null;
      assertGrounds(session, known.ofAgency, leftOut ?? []);
      const answeredAt = instantAsShown(session.facts.asOf);
      const firstAnsweredAt = known.firstAnsweredAt ?? answeredAt;
      const answers = known.answers + 1;
      return shown(session, { ...known, answeredAt, firstAnsweredAt, answers, letterSha256, decision });
    },

    /**
     * Why not looked up: an agency must not learn which requests another was asked.
     *
     * @throws BAD_USER_INPUT for the own agency, which needs nobody's agreement
     */
    agree(session: SourceSession, request: string, agency: string): object | null {
      if (agency === session.facts.viewer.agency)
        throw badUserInput('Your own looks need no agreement.', {
          at: 'Query.subjectAgreement(agency:)',
          hint: 'Name the agency whose officer asks.',
        });
      const envelope = ownEnvelope('', session.facts.viewer.agency, category);
      if (!session.isFull(category, envelope)) return null;
      const agreement = { request, agency, at: instantAsShown(session.facts.asOf) };
      return session.project('SubjectAgreement', envelope, agreement);
    },
  };
}

/** Why by code: a ground that no regime states is no ground, and the entry is what a supervisor reads. */
function assertGrounds(
  { policy }: SourceSession,
  agency: string,
  leftOut: readonly { readonly ground: string }[],
): void {
  const known = (policy.agencies[agency]?.subjectRequests ?? []).flatMap(({ grounds }) =>
    grounds.map(({ code }) => code),
  );
  if (leftOut.every(({ ground }) => known.includes(ground))) return;
  throw badUserInput('Something is left out on a ground that no regime of the agency states.', {
    at: 'SubjectLeftOutInput.ground',
    hint: `Its grounds are: ${[...new Set(known)].join(', ')}.`,
  });
}

function shown(session: SourceSession, { ofAgency: _, ...request }: RequestNode): object | null {
  return session.project('SubjectRequest', ownEnvelope(request.id, request.agency, category), request);
}

import { decodeEntry } from '../../../auditlog/entry/decode.js';
import type { ClearHeader } from '../../../auditlog/entry/header.js';
import { instantAsShown } from '../../../schema/scalars.js';
import { createTurns } from '../../kit/matching/turns.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { type Bodies, damaged, type SealedRow } from '../bodies.js';
import { findActs, type WantedRequests } from './requestRepository.js';

/** A request as the SDL names it, and whose data it is about. */
export interface RequestNode {
  readonly id: string;
  readonly agency: string;
  /** Whose data was asked for: another agency where a supervisor asked. Its regimes hold. */
  readonly ofAgency: string;
  readonly askedAt: string;
  readonly answerBy: string | null;
  readonly firstAnsweredAt: string | null;
  readonly answeredAt: string | null;
  readonly asks: number;
  readonly answers: number;
  readonly letterSha256: string | null;
  readonly decision: string | null;
}

/** An entry about a request. */
interface Act {
  readonly row: SealedRow;
  readonly header: ClearHeader;
}

/**
 * Requests of agencies, by the entries that have their id: the newest first. A request is its agency and its id; an answer to none
 * pairs with nothing.
 *
 * @throws PortcullisError INTERNAL for a damaged entry
 */
export async function readRequests(
  session: SourceSession,
  bodies: Bodies,
  wanted: WantedRequests,
): Promise<readonly RequestNode[]> {
  const turns = createTurns(session);
  const acts = new Map<string, Act[]>();
  for (const row of await findActs(session, wanted)) {
    await turns.next();
    const entry = decodeEntry(row);
    if (entry?.header.subjectRequest === undefined) throw damaged(row);
    const { header } = entry;
    const key = JSON.stringify([header.agency, header.subjectRequest]);
    const of = acts.get(key) ?? [];
    acts.set(key, of);
    of.push({ row, header });
  }
  const paired = [...acts.values()].flatMap((of) => pair(of) ?? []);
  await bodies.prepare(paired.flatMap(({ newest }) => newest?.row ?? []));
  return paired
    .map((each) => nodeOf(session, bodies, each))
    .sort((one, other) => (one.askedAt < other.askedAt ? 1 : -1));
}

interface Paired {
  readonly first: Act;
  readonly asks: number;
  readonly answers: readonly Act[];
  /** The newest answer. */
  readonly newest: Act | undefined;
}

/** @param acts newest first */
function pair(acts: readonly Act[]): Paired | null {
  const asked = acts.filter(({ header }) => header.kind === 'SUBJECT_ASKED');
  const answers = acts.filter(({ header }) => header.kind === 'SUBJECT_ANSWERED');
  const first = asked.at(-1);
  return first ? { first, asks: asked.length, answers, newest: answers[0] } : null;
}

function nodeOf(session: SourceSession, bodies: Bodies, { first, asks, answers, newest }: Paired): RequestNode {
  const { agency, subjectAgency, subjectRequest = '', askedAt } = first.header;
  const ofAgency = subjectAgency ?? agency ?? '';
  const at = (act: Act | undefined): string | null => (act ? instantAsShown(act.header.askedAt) : null);
  return {
    id: subjectRequest,
    agency: agency ?? '',
    ofAgency,
    askedAt: instantAsShown(askedAt),
    answerBy: answerBy(session, ofAgency, askedAt),
    firstAnsweredAt: at(answers.at(-1)),
    answeredAt: at(newest),
    asks,
    answers: answers.length,
    letterSha256: newest?.header.letterSha256 ?? null,
    decision: newest ? decisionOf(bodies, newest.row) : null,
  };
}

function decisionOf(bodies: Bodies, row: SealedRow): string | null {
  const decoded = decodeEntry(row);
  return row.sealed && decoded ? (bodies.read(row, row.sealed, decoded)?.subjectDecision ?? null) : null;
}

const dayMs = 86_400_000;

/** The last day of the earliest regime of the agency whose data was asked for; null where it states none. */
function answerBy({ policy }: SourceSession, agency: string, askedAt: string): string | null {
  const days = (policy.agencies[agency]?.subjectRequests ?? []).map(({ answerWithinDays }) => answerWithinDays);
  if (days.length === 0) return null;
  return new Date(Date.parse(askedAt) + Math.min(...days) * dayMs).toISOString().slice(0, 10);
}

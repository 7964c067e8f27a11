import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { askAsOfficer, type Officer } from './officer.js';

/** `SubjectRequest` of the graph. */
interface SubjectRequest {
  readonly id: string;
  readonly agency: string | null;
  readonly askedAt: string | null;
  /** The last day to answer; null where the agency states none. */
  readonly answerBy: string | null;
  readonly answeredAt: string | null;
  readonly asks: number | null;
  readonly decision: string | null;
}

const requestsDocument = `query SubjectRequests($open: Boolean) {
  subjectRequests(open: $open) { id agency askedAt answerBy answeredAt asks letterSha256 decision }
}`;

/**
 * Lists the requests of the officer's agency, the earliest deadline first.
 *
 * @param today `YYYY-MM-DD`, UTC
 * @returns exit code: 2 where an open one is overdue
 */
export async function listRequests(
  officer: Officer,
  { all, today, ...output }: Output & { readonly all: boolean; readonly today: string },
): Promise<number> {
  const { data } = await askAsOfficer(officer, requestsDocument, { open: all ? null : true });
  const found = (data.subjectRequests ?? []) as readonly SubjectRequest[];
  const last = '9999';
  const requests = found.toSorted((one, other) => ((one.answerBy ?? last) < (other.answerBy ?? last) ? -1 : 1));
  const isOverdue = ({ answeredAt, answerBy }: SubjectRequest): boolean =>
    answeredAt === null && answerBy !== null && answerBy < today;
  print(output, requests, () => [
    ...requests.map((request) => lineOf(request, isOverdue(request))),
    ...(requests.length === 0 ? [all ? 'Nobody has asked.' : 'No request is open.'] : []),
    ...(requests.some(({ answeredAt }) => answeredAt === null) ? [goOn] : []),
  ]);
  return requests.some(isOverdue) ? 2 : 0;
}

/** Why said: an ask that was stopped, or made to compare, is open as any other: the log forgets none. */
const goOn =
  'Only an answer closes a request, also one whose report was never written: portcullis subject ask person.json --request ID --output FILE.';

function lineOf({ id, agency, askedAt, answerBy, answeredAt, asks, decision }: SubjectRequest, late: boolean): string {
  const state =
    answeredAt === null ? (late ? 'OVERDUE' : 'open') : `answered ${answeredAt.slice(0, 10)} ${decision ?? ''}`;
  const by = answerBy === null ? 'no deadline stated' : `answer by ${answerBy}`;
  const asked = `asked ${askedAt?.slice(0, 10) ?? ''}, ${counted(asks ?? 0, 'time')}`;
  return `${id}  ${agency ?? ''}  ${asked}  ${by}  ${state}`.trimEnd();
}

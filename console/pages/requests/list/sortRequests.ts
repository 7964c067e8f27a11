import type { SubjectRequestsQuery } from './requests.gql.js';

/** A request of a person, as the log has it; `answerBy` is YYYY-MM-DD. */
export type RequestRow = NonNullable<SubjectRequestsQuery['subjectRequests']>[number];

/** Open ones first, each in the order of their deadlines; those without one at the end of theirs. */
export function sortRequests(rows: readonly RequestRow[]): readonly RequestRow[] {
  const keyOf = ({ answeredAt, answerBy, askedAt }: RequestRow) =>
    [answeredAt ? '1' : '0', answerBy ?? '9', askedAt ?? ''].join(' ');
  return [...rows].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** Whether the day by which it had to be answered is over. @param today YYYY-MM-DD, UTC */
export function isOverdue({ answeredAt, answerBy }: RequestRow, today: string): boolean {
  return !answeredAt && typeof answerBy === 'string' && answerBy < today;
}

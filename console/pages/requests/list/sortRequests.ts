/** A request of a person, as the log has it. */
export interface RequestRow {
  readonly id: string;
  readonly agency?: string | null;
  readonly askedAt?: string | null;
  /** YYYY-MM-DD. */
  readonly answerBy?: string | null;
  readonly answeredAt?: string | null;
  readonly asks?: number | null;
  readonly decision?: string | null;
}

/** Open ones first, each in the order of their deadlines; those without one at the end of theirs. */
export function sortRequests<Row extends RequestRow>(rows: readonly Row[]): readonly Row[] {
  const keyOf = ({ answeredAt, answerBy, askedAt }: RequestRow) =>
    [answeredAt ? '1' : '0', answerBy ?? '9', askedAt ?? ''].join(' ');
  return [...rows].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** Whether the day by which it had to be answered is over. @param today YYYY-MM-DD, UTC */
export function isOverdue({ answeredAt, answerBy }: RequestRow, today: string): boolean {
  return !answeredAt && typeof answerBy === 'string' && answerBy < today;
}

import type { AnswerError, Receipt } from './answer.js';

/** Why there is no answer, where the server did not say it. */
export type ClientErrorCode =
  /** The client was closed: another viewer, purpose or case, or signed out. What was under way is dropped. */
  | 'VIEWER_CHANGED'
  /** `deadlineMs` is over. */
  | 'DEADLINE_EXCEEDED'
  /** The caller's signal was aborted. */
  | 'ABORTED'
  /** The server was not reached, or the connection was lost: whether the question was logged is not known. */
  | 'NOT_REACHED'
  /** What came is no answer of the graph, e.g. a proxy's page. */
  | 'NOT_AN_ANSWER'
  | 'TOKEN_UNREADABLE'
  | 'PURPOSE_NOT_ALLOWED';

/** Ends a question without an answer. */
export class ClientError extends Error {
  override readonly name: string = 'ClientError';

  constructor(
    /** One of `ClientErrorCode`; of a `Refusal` one of docs/ERRORS.md. */
    readonly code: ClientErrorCode | (string & {}),
    message: string,
  ) {
    super(message);
  }
}

/** The server refused the question: there is no data. */
export class Refusal extends ClientError {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    /** At least one. */
    readonly errors: readonly AnswerError[],
    readonly requestId: string | undefined,
    /** Of the refusal's entry in the log, where there is one. */
    readonly receipt: Receipt | undefined,
  ) {
    const [first] = errors;
    super(first?.extensions.code ?? 'INTERNAL', first?.message ?? 'The server refused the question.');
  }
}

import type { Viewer } from '../viewer.js';

/** A question: a document, or the id of one that the agency has registered. */
export type Question = {
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
} & ({ readonly query: string } | { readonly documentId: string });

/** The body of a question; equal questions of one viewer have equal bodies. */
export function bodyOf(question: Question): string {
  const { variables, operationName } = question;
  const document = 'query' in question ? { query: question.query } : { documentId: question.documentId };
  return JSON.stringify({ ...document, variables, operationName });
}

/** What is sent to the server, apart from who sends it. */
export interface Sent {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly accept: string;
  /** JSON; undefined: there is none. */
  readonly body: string | undefined;
}

/** One request. A token goes to no other server, and nothing is kept on the way. */
export function requestOf(sent: Sent, viewer: Viewer, token: string, signal: AbortSignal): RequestInit {
  const { purpose, caseReference, justification } = viewer;
  const { method, accept, body } = sent;
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    accept,
    'withheld-detail': 'cells',
    'query-purpose': encodeURIComponent(purpose),
  };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (caseReference !== undefined) headers['case-reference'] = encodeURIComponent(caseReference);
  if (justification !== undefined) headers['query-justification'] = encodeURIComponent(justification);
  const alone = { redirect: 'error', cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' } as const;
  return { method, headers, signal, ...(body === undefined ? {} : { body }), ...alone };
}

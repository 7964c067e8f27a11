import { isPortcullisError, PortcullisError } from '../../../schema/errors.js';
import type { CancelSignal } from '../../../storage/pool/cancellation.js';
import type { Subgraph } from '../createSubgraph.js';
import type { SourceRequest } from '../request.js';
import type { SourceAnswer } from './execute.js';

/** What answers a call that came over the wire. */
export interface CallAnswer {
  /** HTTP status. */
  readonly status: number;
  /** JSON, UTF-8. */
  readonly bytes: Buffer;
}

interface Body {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/**
 * Executes the operation of a verified body.
 *
 * @throws PortcullisError REQUEST_MALFORMED; the signal's reason
 */
export async function answerCall(
  subgraph: Pick<Subgraph, 'execute'>,
  session: SourceRequest,
  body: Buffer,
  signal: CancelSignal,
): Promise<CallAnswer> {
  const { query, variables, operationName } = parseBody(body);
  const answer = await subgraph.execute({ query, variables, operationName, session, signal });
  return toAnswer(statusOf(answer), answer);
}

/** The answer to a call that was refused, or failed. */
export function refusal(error: unknown): CallAnswer {
  const known = isPortcullisError(error) && error.code !== 'INTERNAL' ? error : new PortcullisError('INTERNAL');
  return toAnswer(known.http, { errors: [known] });
}

/** An answer of the given content. */
export function toAnswer(status: number, content: unknown): CallAnswer {
  return { status, bytes: Buffer.from(JSON.stringify(content)) };
}

function parseBody(bytes: Buffer): Body {
  let body: Partial<Record<keyof Body, unknown>> | null;
  try {
    body = JSON.parse(bytes.toString('utf8')) as typeof body;
  } catch {
    throw new PortcullisError('REQUEST_MALFORMED');
  }
  const { query, variables, operationName } = body ?? {};
  const good =
    typeof query === 'string' &&
    (variables == null || (typeof variables === 'object' && !Array.isArray(variables))) &&
    (operationName == null || typeof operationName === 'string');
  if (!good) throw new PortcullisError('REQUEST_MALFORMED');
  return {
    query: query as string,
    ...(variables ? { variables: variables as Record<string, unknown> } : {}),
    ...(operationName ? { operationName: operationName as string } : {}),
  };
}

/** 200 for an answer with data, else the status of its first error. */
function statusOf(answer: SourceAnswer): number {
  const [error] = answer.errors ?? [];
  return answer.data === undefined && isPortcullisError(error) ? error.http : 200;
}

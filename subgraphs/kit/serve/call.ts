import { isInternal, isPortcullisError, PortcullisError } from '../../../schema/errors.js';
import type { CancelSignal } from '../../../storage/pool/cancellation.js';
import type { Subgraph } from '../createSubgraph.js';
import type { SourceRequest } from '../request.js';
import type { Tracer } from '../tracing/span.js';
import { traceIdOf } from '../tracing/traceparent.js';
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

/** The access log of a source: the fields of a line, and a fixed message. */
export interface CallLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Is told of calls, for metrics: nothing waits for it, and nothing it does may fail. */
export interface CallObserver {
  /** Once for each call that is verified. @param code `OK`, `PARTIAL`, or the code that ended it */
  called(code: string, durationMs: number): void;
}

/** A source that answers calls over the wire. */
export interface ServedSource {
  readonly subgraph: Pick<Subgraph, 'name' | 'execute'>;
  /** Gets a line for each call that is verified; absent: none. */
  readonly accessLog?: CallLog | undefined;
  /** Nobody by default. */
  readonly observer?: CallObserver | undefined;
  /** Records spans of calls that are part of a trace; absent: none. */
  readonly tracer?: Tracer | undefined;
}

/** A call whose assertion holds for its body. */
export interface VerifiedCall {
  readonly session: SourceRequest;
  readonly body: Buffer;
  readonly signal: CancelSignal;
  /** Its place in a trace, as stated: nothing is trusted by it. */
  readonly traceparent: string | undefined;
}

/**
 * Executes the operation of a verified body.
 *
 * @throws PortcullisError REQUEST_MALFORMED; the signal's reason
 */
export async function answerCall(source: ServedSource, call: VerifiedCall): Promise<CallAnswer> {
  const startedAt = performance.now();
  const { session, body, signal, traceparent } = call;
  const { name } = source.subgraph;
  // Why not without a trace: the gateway decides what is recorded.
  const span = traceparent === undefined ? undefined : source.tracer?.begin('call', traceparent, { source: name });
  let answer: SourceAnswer = {};
  let code = 'INTERNAL';
  try {
    const { query, variables, operationName } = parseBody(body);
    answer = await source.subgraph.execute({ query, variables, operationName, session, signal, span });
    code = codeOf(answer);
    return toAnswer(statusOf(answer), answer);
  } catch (error) {
    if (signal.aborted) code = 'CLIENT_CLOSED';
    else if (isPortcullisError(error)) code = error.code;
    throw error;
  } finally {
    span?.end({ code });
    source.observer?.called(code, performance.now() - startedAt);
    source.accessLog?.info(lineOf(source, call, { code, answer, startedAt }), 'call');
  }
}

/** One line for each call: for whom by agency and role, why, how it ended. Never who in person, a case, a document or a value. */
function lineOf(
  { subgraph }: ServedSource,
  { session, traceparent }: VerifiedCall,
  { code, answer, startedAt }: { readonly code: string; readonly answer: SourceAnswer; readonly startedAt: number },
): Readonly<Record<string, unknown>> {
  const { requestId, facts } = session;
  return {
    requestId,
    traceId: traceIdOf(traceparent, requestId),
    source: subgraph.name,
    agency: facts.viewer.agency,
    role: facts.viewer.role,
    purpose: facts.purpose ?? null,
    code,
    durationMs: Math.round(performance.now() - startedAt),
    statements: answer.extensions?.manifest.statements,
  };
}

/** The answer to a call that was refused, or failed. */
export function refusal(error: unknown): CallAnswer {
  const known = isPortcullisError(error) && !isInternal(error.code) ? error : new PortcullisError('INTERNAL');
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

/** `OK`, `PARTIAL` where errors stand beside the data, or the code of the first error. */
function codeOf({ data, errors = [] }: SourceAnswer): string {
  const [error] = errors;
  if (!error) return 'OK';
  return data === undefined && isPortcullisError(error) ? error.code : 'PARTIAL';
}

/** 200 for an answer with data, else the status of its first error. */
function statusOf(answer: SourceAnswer): number {
  const [error] = answer.errors ?? [];
  return answer.data === undefined && isPortcullisError(error) ? error.http : 200;
}

import type { DocumentNode } from 'graphql';
import type { Exported, Receipt } from '../../auditlog/types.js';
import type { NeededByInputs } from '../../policy/operations/inputs.js';
import type { Purpose, RequestFacts } from '../../policy/types.js';
import { type ErrorCode, PortcullisError } from '../../schema/errors.js';
import { Cancellation, type CancelSignal } from '../../storage/pool/cancellation.js';
import type { Span } from '../../subgraphs/kit/tracing/span.js';
import { readTraceparent } from '../../subgraphs/kit/tracing/traceparent.js';
import type { KnownDocument } from '../documents/known.js';
import type { CheckedDocument } from '../documents/prepared.js';
import type { SubjectAct } from '../documents/subjectAct.js';
import type { Collected, CompiledOperation, Shaped, SourceResult } from '../execution/types.js';
import type { View } from '../gate/gate.js';
import type { IncomingRequest } from '../http/incoming.js';
import type { GraphQLParameters } from '../http/parameters.js';
import type { HttpReply } from '../http/reply.js';
import type { VerifiedIdentity } from '../identity/bind.js';
import type { Left } from '../identity/budgets/budget.js';
import { correlationOf } from './correlation.js';
import type { ViewOperation } from './operations.js';
import { newRequestId } from './requestId.js';

/**
 * One request under way: created once, filled in by each stage, read by later ones.
 * Invariant: one `asOf`, one policy version and one schema for the whole request.
 */
export interface Exchange {
  readonly requestId: string;
  /** What the client calls it; absent where it does not. */
  readonly correlation?: string | undefined;
  /** The place in a trace that the client states; absent where it does not. */
  readonly traceparent?: string | undefined;
  /** The one instant of the request, UTC ISO 8601. */
  readonly asOf: string;
  /** `performance.now()` at the start. */
  readonly startedAt: number;
  readonly incoming: IncomingRequest;
  /** What is under way of it; absent where it is not traced. */
  span?: Span | undefined;
  /** Aborted by the deadline, by shutdown, or where the client hangs up; its reason is a `PortcullisError`. */
  readonly signal: CancelSignal;
  abort(code: ErrorCode): void;
  identity?: VerifiedIdentity;
  parameters?: GraphQLParameters;
  /** Media type of the answer. */
  mediaType: string;
  /** Whether lines of the withheld report say which objects they are about. */
  withheldDetail?: 'cells';
  registered?: { readonly documentId: string; readonly text: string; readonly purpose: Purpose };
  /** The document's text, as received or registered. */
  text?: string;
  /** The parsed document, where its text is not known. */
  parsed?: DocumentNode;
  /** Present where an earlier request brought the same text. */
  known?: KnownDocument;
  /** SHA-256 of the text as received, hex; null where none was read. */
  documentHash: string | null;
  operationName: string | null;
  checked?: CheckedDocument;
  /** What it does about a person's request; absent in nearly every one. */
  subjectAct?: SubjectAct;
  facts?: RequestFacts;
  justification?: string;
  view?: View;
  /** The policy decisions that its inputs need. */
  neededByInputs?: NeededByInputs;
  asked?: ViewOperation;
  compiled?: CompiledOperation;
  /** Results of the calls of sources so far. */
  readonly sources: SourceResult[];
  /** Of an export: ms that each source was waited for, all pages together. */
  waited?: Record<string, number>;
  /** What the sources gave. */
  collected?: Collected;
  /** The answer in the client's shape, and the report of what is withheld. */
  shaped?: Shaped;
  /** Objects that the operation could return at most. */
  cost?: number;
  /** What is left of the budgets that the request took from. */
  left?: readonly Left[];
  receipt?: Receipt;
  /** How long the log took to make it durable, ms; absent where nothing was logged. */
  logMs?: number;
  /** What an export took along so far; absent in any other request. */
  exported?: Exported;
  /** What goes back. */
  reply?: HttpReply;
  /** True once an intent was handed to the log, which its end must follow. */
  isIntended?: boolean;
  /** True once the outcome or refusal was handed to the log. */
  settled: boolean;
  /** `OK`, `PARTIAL` or the code that ended the request; for the log line. */
  code: string;
  /** Which check the credentials failed: for the operator's log, never for the client. */
  cause?: string | undefined;
  /** The handler that answers it, e.g. `known`; null where it ended before. */
  handler: string | null;
  status: number;
}

/** A fresh exchange. */
export function createExchange(incoming: IncomingRequest): Exchange {
  const cancellation = new Cancellation();
  return {
    requestId: newRequestId(),
    correlation: correlationOf(incoming),
    traceparent: readTraceparent(incoming.headers.traceparent),
    asOf: new Date().toISOString(),
    startedAt: performance.now(),
    incoming,
    signal: cancellation,
    abort: (code) => cancellation.abort(new PortcullisError(code)),
    mediaType: 'application/json; charset=utf-8',
    documentHash: null,
    operationName: null,
    sources: [],
    settled: false,
    code: 'OK',
    handler: null,
    status: 200,
  };
}

/** The value. @throws PortcullisError INTERNAL where a stage ran before the one that provides it */
export function provided<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new PortcullisError('INTERNAL', { cause: new Error(`${name} is not provided yet`) });
  return value;
}

/** The promise, or the signal's reason, whichever comes first. */
export async function withinDeadline<T>(signal: CancelSignal, work: Promise<T>): Promise<T> {
  // The loser of the race must not become an unhandled rejection.
  work.catch(() => undefined);
  if (signal.aborted) throw signal.reason;
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

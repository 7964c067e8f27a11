import { randomUUID } from 'node:crypto';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, FormattedExecutionResult, OperationDefinitionNode } from 'graphql';
import type { DisclosedGroup, EntryBody, Receipt } from '../auditlog/types.js';
import type { PrunedField } from '../policy/operation.js';
import type { Purpose, RequestFacts, Viewer, WithheldEntry } from '../policy/types.js';
import { type ErrorCode, PortcullisError } from '../schema/errors.js';
import type { IncomingRequest } from './http/incoming.js';
import type { View } from './view.js';

/** What the client asked for, however it came. */
export interface GraphQLParameters {
  readonly query?: string | undefined;
  readonly documentId?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Who asks, as verified, and what the token lets them state. */
export interface VerifiedIdentity {
  readonly viewer: Viewer;
  /** Purposes that token, agency and role allow alike. */
  readonly purposes: readonly Purpose[];
}

/** A document as parsed, under a limit of tokens. */
export interface ParsedDocument {
  readonly text: string;
  readonly document: DocumentNode;
}

/** A document that passed the structural limits and validation. */
export interface CheckedDocument {
  readonly text: string;
  /** SHA-256 of the text as received, hex. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The variables, coerced; defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What goes to the planner: the document without what this view can never get. */
export interface Admitted {
  readonly document: DocumentNode | null;
  /** Text of `document`; empty where nothing is left to ask. */
  readonly text: string;
  readonly pruned: readonly PrunedField[];
}

/** One line of what sources withheld, by the client's response path. */
export interface SourceWithheld extends WithheldEntry {
  readonly rule: string;
}

/** How one call of a source went. */
export type SourceResult = EntryBody['sources'][number];

/**
 * One request on its way: made once, filled by one stage after the other, read by those behind.
 * Invariant: one `asOf`, one policy version and one schema for the whole request.
 */
export interface Exchange {
  readonly requestId: string;
  /** The one instant of the request, UTC ISO 8601. */
  readonly asOf: string;
  /** `performance.now()` at the start. */
  readonly startedAt: number;
  readonly incoming: IncomingRequest;
  /** Aborted by the deadline, the client's hang-up or shutdown; its reason is a `PortcullisError`. */
  readonly signal: AbortSignal;
  abort(code: ErrorCode): void;
  identity?: VerifiedIdentity;
  parameters?: GraphQLParameters;
  /** Media type of the answer. */
  mediaType: string;
  registered?: { readonly documentId: string; readonly text: string; readonly purpose: Purpose };
  /** As Apollo Server parsed it. */
  parsed?: ParsedDocument;
  /** SHA-256 of the text as received, hex; null where none was read. */
  documentHash: string | null;
  operationName: string | null;
  checked?: CheckedDocument;
  facts?: RequestFacts;
  justification?: string;
  view?: View;
  admitted?: Admitted;
  planned?: { readonly key: string; readonly plan: QueryPlan };
  readonly sources: SourceResult[];
  readonly sourceWithheld: SourceWithheld[];
  readonly disclosed: DisclosedGroup[];
  readonly sourceErrors: PortcullisError[];
  raw?: FormattedExecutionResult;
  /** The answer in the client's shape, and what the report of it counts. */
  shaped?: { readonly data: Record<string, unknown> | null; readonly withheld: readonly SourceWithheld[] };
  receipt?: Receipt;
  /** True once the outcome (or the refusal) is durable or was given up on. */
  settled: boolean;
  /** `OK`, `PARTIAL` or the code that ended the request; for the log line. */
  code: string;
  status: number;
}

/** A fresh exchange. */
export function createExchange(incoming: IncomingRequest): Exchange {
  const controller = new AbortController();
  return {
    requestId: randomUUID(),
    asOf: new Date().toISOString(),
    startedAt: performance.now(),
    incoming,
    signal: controller.signal,
    abort: (code) => controller.abort(new PortcullisError(code)),
    mediaType: 'application/json; charset=utf-8',
    documentHash: null,
    operationName: null,
    sources: [],
    sourceWithheld: [],
    disclosed: [],
    sourceErrors: [],
    settled: false,
    code: 'OK',
    status: 200,
  };
}

/** The value, or an INTERNAL error where a stage ran before the one that provides it. */
export function provided<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new PortcullisError('INTERNAL', { cause: new Error(`${name} is not provided yet`) });
  return value;
}

/** The promise, or the signal's reason, whichever comes first. */
export async function withinDeadline<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  // Why the catch: the loser of the race must not become an unhandled rejection.
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

import type { CancelSignal } from '../../../storage/pool/cancellation.js';
import type { Span } from '../../../subgraphs/kit/tracing/span.js';
import type { SourceSession } from './sourceSession.js';

/** One operation for one source. */
export interface SourceOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  /** Only a query is sent again when its connection broke. Absent: treated as a mutation. */
  readonly operationType?: 'query' | 'mutation' | undefined;
  /** The serialised GraphQL request, where there is one: HTTP sends and signs exactly these bytes. */
  readonly body?: string | undefined;
  readonly session: SourceSession;
  /** Its place in a trace, for a source elsewhere. Nobody trusts it: it is not in the session, which is signed. */
  readonly traceparent?: string | undefined;
  /** The call itself, for a source in this process; absent where it is not traced. */
  readonly span?: Span | undefined;
  /** Name of the source that is asked. */
  readonly audience: string;
  readonly signal: CancelSignal;
}

/** A source's answer as received. Nothing of it is trusted before `checkAnswer`. */
export interface ParsedAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SourceErrorLike[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The bytes of a source's GraphQL response: JSON by its media type, UTF-8, bounded, not parsed. */
export interface SourceBytes {
  readonly bytes: Buffer;
  /** The same in pieces, where they came so. */
  readonly chunks?: readonly Buffer[];
  /** HTTP status: 2xx or 4xx. */
  readonly status: number;
}

/** An error as a source words it; nothing of it is trusted. */
export interface SourceErrorLike {
  readonly message?: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The client of one source. */
export interface SourceClient {
  /** What `execute` gives; `objects` where absent. */
  readonly transport?: 'objects' | 'bytes';
  /** @throws SourceFailure, or whatever the source throws; the signal's reason when that came first */
  execute(operation: SourceOperation): Promise<ParsedAnswer | SourceBytes>;
  close(): Promise<void>;
}

const results = {
  SOURCE_UNAVAILABLE: 'UNAVAILABLE',
  SOURCE_TIMEOUT: 'TIMEOUT',
  SOURCE_PROTOCOL_ERROR: 'ERROR',
} as const;

/** Why a source gave nothing. The client learns the code and the source's name, never the reason. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  constructor(
    readonly code: keyof typeof results,
    reason: string,
  ) {
    super(reason);
  }

  /** Anything thrown, as a failure. */
  static of(error: unknown): SourceFailure {
    if (error instanceof SourceFailure) return error;
    return new SourceFailure('SOURCE_UNAVAILABLE', (error as { name?: string } | undefined)?.name ?? 'unknown');
  }

  /** The result of the call, for the log. */
  get result(): (typeof results)[keyof typeof results] {
    return results[this.code];
  }
}

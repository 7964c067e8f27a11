import type { RequestFacts } from '../../../policy/types.js';
import type { CancelSignal } from '../../../storage/pool/cancellation.js';

/** Names of the same record, by one of them. */
export type EntityPseudonyms = Readonly<Record<string, readonly string[]>>;

/** Who asks a source, checked by the gateway once and the same for every source but for `audience`. */
export interface SourceSession {
  readonly facts: RequestFacts;
  readonly requestId: string;
  readonly policyVersion: string;
  readonly intent: 'READ';
  /** Name of the source that the request is good for. */
  readonly audience: string;
  /** Of a search of the log: what owners call the entities that it asks for; see `execution/entityPseudonyms.ts`. */
  readonly entityPseudonyms?: EntityPseudonyms | undefined;
}

/** One operation for one source. */
export interface SourceOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  /** What the query does; a read alone is sent again when its connection broke. Absent: taken as a mutation. */
  readonly operationType?: 'query' | 'mutation' | undefined;
  /** The complete GraphQL request, where it is serialised already: HTTP sends and signs exactly these bytes. */
  readonly body?: string | undefined;
  readonly session: SourceSession;
  readonly signal: CancelSignal;
}

/** A source's answer, as it came. Nothing of it is trusted before `checkAnswer`. */
export interface ParsedAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SourceErrorLike[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A source's answer as the bytes of its GraphQL response: JSON by its media type, UTF-8, bounded; not yet parsed. */
export interface SourceBytes {
  readonly bytes: Buffer;
  /** The bytes as text, one character a byte, where that is to be had cheaper. */
  latin1?(): string;
  /** Of HTTP; 2xx, or 4xx with a GraphQL response. */
  readonly status: number;
}

/** An error as a source words it; nothing of it is trusted. */
export interface SourceErrorLike {
  readonly message?: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The way to one source. */
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

/** Why a source gave nothing; the registry code is what the client learns, and the source's name. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  constructor(
    readonly code: keyof typeof results,
    reason: string,
  ) {
    super(reason);
  }

  /** Whatever was thrown, as a failure. */
  static of(error: unknown): SourceFailure {
    if (error instanceof SourceFailure) return error;
    return new SourceFailure('SOURCE_UNAVAILABLE', (error as { name?: string } | undefined)?.name ?? 'unknown');
  }

  /** How the call went, for the log. */
  get result(): (typeof results)[keyof typeof results] {
    return results[this.code];
  }
}

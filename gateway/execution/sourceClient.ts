import type { DisclosedGroup } from '../../auditlog/types.js';
import type { RequestFacts } from '../../policy/types.js';

/** Who asks a source, checked by the gateway once and the same for every source but for `audience`. */
export interface SourceRequest {
  readonly facts: RequestFacts;
  readonly requestId: string;
  readonly policyVersion: string;
  readonly intent: 'READ';
  /** Name of the source that the request is good for. */
  readonly audience: string;
}

/** One operation for one source. */
export interface SourceOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | undefined;
  readonly session: SourceRequest;
  readonly signal: AbortSignal;
}

/** What a source says that it gave and kept. */
export interface Manifest {
  readonly source: string;
  readonly policyVersion: string;
  readonly disclosed: readonly DisclosedGroup[];
}

/** A source's answer, as it came. Nothing of it is trusted before `checkAnswer`. */
export interface SourceAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SourceErrorLike[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface SourceErrorLike {
  readonly message?: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The way to one source. */
export interface SourceClient {
  /** @throws SourceFailure, or whatever the source throws */
  execute(operation: SourceOperation): Promise<SourceAnswer>;
  close(): Promise<void>;
}

/** Why a source gave nothing; the registry code is what the client learns, and the source's name. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  constructor(
    readonly code: 'SOURCE_UNAVAILABLE' | 'SOURCE_TIMEOUT' | 'SOURCE_PROTOCOL_ERROR',
    reason: string,
  ) {
    super(reason);
  }
}

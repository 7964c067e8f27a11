import { isPortcullisError } from '../../../schema/errors.js';

/**
 * What a span says of itself: names that policy, schema and code have, and numbers.
 *
 * Invariant: nothing that a client, a document or a record states. So this type is closed, and a new member is looked at.
 */
export interface SpanFacts {
  readonly requestId?: string;
  readonly agency?: string | undefined;
  readonly role?: string | undefined;
  readonly purpose?: string | undefined;
  /** `OK`, `PARTIAL`, or an error's code. */
  readonly code?: string;
  /** HTTP status. */
  readonly status?: number;
  readonly handler?: string | undefined;
  /** Name of a source. */
  readonly source?: string;
  /** How a call of a source went. */
  readonly result?: string;
  /** Digest of a statement's text: a part of the name under which PostgreSQL keeps it prepared. */
  readonly statement?: string;
  /** Rows that a statement gave. */
  readonly rows?: number;
}

/** Something that takes time, in a trace that is recorded. */
export interface Span {
  /** Its place in the trace, for what it asks elsewhere. */
  readonly traceparent: string;
  /** Begins a part of it. */
  begin(name: string, facts?: SpanFacts): Span;
  /** Once. What is not ended is not sent. */
  end(facts?: SpanFacts): void;
}

/** Records spans of this process. */
export interface Tracer {
  /**
   * Begins what has no part of it before in this process.
   *
   * @param traceparent where it stands; undefined begins a trace
   * @returns undefined where it is not recorded
   */
  begin(name: string, traceparent: string | undefined, facts?: SpanFacts): Span | undefined;
}

/** The rows of a statement, which is a span. */
export async function spanOfRows<Row>(span: Span, rows: Promise<Row[]>): Promise<Row[]> {
  try {
    const found = await rows;
    span.end({ rows: found.length });
    return found;
  } catch (error) {
    span.end({ code: isPortcullisError(error) ? error.code : 'INTERNAL' });
    throw error;
  }
}

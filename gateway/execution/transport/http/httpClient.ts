import { Pool } from 'undici';
import { assertionHeader } from '../../../../subgraphs/kit/serve/assertion.js';
import { defaultRemoteSettings, defaultSettings, type RemoteSettings } from '../../../settings.js';
import { type SourceBytes, type SourceClient, SourceFailure, type SourceOperation } from '../sourceClient.js';
import { toGraphQLBytes } from './answer.js';
import { type BreakerSettings, createBreaker } from './breaker.js';
import { mayRetry, outcomeOf, retryPause } from './failure.js';
import { type RawAnswer, roundTrip } from './roundTrip.js';
import { sharedConnection } from './sharedConnection.js';
import type { SignOperation } from './signWith.js';
import { createSlots } from './slots.js';

/** Limits of one source, in each gateway process. */
export type SourceLimits = RemoteSettings & BreakerSettings;

/** How a source is asked over HTTP. */
export interface HttpClientOptions {
  readonly url: string;
  /** Absent for a foreign source, which knows no assertions. */
  readonly sign?: SignOperation;
  /** Largest answer, bytes: as received, and again after decompression. */
  readonly maxBytes: number;
  readonly limits?: Partial<SourceLimits>;
}

/** A source whose answers come as bytes. */
export interface HttpClient extends SourceClient {
  readonly transport: 'bytes';
  execute(operation: SourceOperation): Promise<SourceBytes>;
}

const baseHeaders = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
  // Between services side by side, compression costs more than the wire.
  'accept-encoding': 'identity',
};

/**
 * A source behind HTTP/1.1: a pool of kept connections, one request a connection at a time, no redirects, answers of
 * bounded size. Calls of a source of ours share one connection once it has said that it knows how. Only the signal bounds
 * how long a request takes. The message of a failure, for the gateway's own log, names its kind and never an address.
 */
export function httpClient(options: HttpClientOptions): HttpClient {
  const limits: SourceLimits = {
    sourceTimeoutMs: defaultSettings.sourceTimeoutMs,
    breakerRate: 0.5,
    breakerWindow: 50,
    ...defaultRemoteSettings,
    ...options.limits,
  };
  const url = new URL(options.url);
  const path = url.pathname + url.search;
  const pool = new Pool(url.origin, {
    connections: limits.sourceConcurrency,
    pipelining: 1,
    connect: { timeout: limits.sourceConnectTimeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const shared = sharedConnection(pool, {
    path,
    maxBytes: options.maxBytes,
    timeoutMs: limits.sourceConnectTimeoutMs,
  });
  const breaker = createBreaker(limits);
  const slots = createSlots({ concurrency: limits.sourceConcurrency, queue: limits.sourceQueue });
  let closed = false;
  let drained: (() => void) | undefined;

  const attempt = async (operation: SourceOperation, body: string): Promise<RawAnswer> => {
    const { sign } = options;
    const { traceparent, signal } = operation;
    const traced = traceparent === undefined ? baseHeaders : { traceparent, ...baseHeaders };
    const post = (headers: Readonly<Record<string, string>>) =>
      roundTrip(pool, { path, method: 'POST', headers, body }, options.maxBytes, signal);
    if (!sign) return await post(traced);
    const assertion = sign(operation, body);
    const asked = shared.current?.ask({ assertion, traceparent }, body, signal);
    if (asked) return await asked;
    const answer = await post({ [assertionHeader]: assertion, ...traced });
    shared.heed(answer.headers, () => sign(operation, ''));
    return answer;
  };

  const ask = async (operation: SourceOperation): Promise<SourceBytes> => {
    const body = operation.body ?? serialise(operation);
    // Only now: while this call waited in line, others may have failed.
    const ticket = breaker.admit();
    if (!ticket) throw new SourceFailure('SOURCE_UNAVAILABLE', 'circuit open after failures');
    // Invariant: every exit from here on settles the ticket; a probe that did not would keep the source shut off.
    try {
      let raw: RawAnswer;
      try {
        raw = await attempt(operation, body);
      } catch (error) {
        if (!mayRetry(operation, error)) throw error;
        await retryPause(operation.signal);
        raw = await attempt(operation, body);
      }
      ticket.settle(outcomeOf(raw.status));
      return await toGraphQLBytes(raw, options.maxBytes);
    } catch (error) {
      ticket.settle(outcomeOf(error));
      throw error;
    }
  };

  return {
    transport: 'bytes',
    execute: async (operation) => {
      if (closed) throw new SourceFailure('SOURCE_UNAVAILABLE', 'closed');
      const waiting = slots.take(operation.signal);
      if (waiting === 'full') throw new SourceFailure('SOURCE_UNAVAILABLE', 'too many requests are waiting');
      if (waiting) await waiting;
      try {
        return await ask(operation);
      } finally {
        slots.release();
        if (slots.taken === 0) drained?.();
      }
    },
    close: async () => {
      closed = true;
      // Calls under way or in line end first; their signals bound them.
      if (slots.taken > 0)
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
      shared.close();
      await pool.close();
    },
  };
}

function serialise({ query, variables, operationName }: SourceOperation): string {
  return JSON.stringify({ query, variables, ...(operationName ? { operationName } : {}) });
}

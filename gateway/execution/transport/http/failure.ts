import type { CancelSignal } from '../../../../storage/pool/cancellation.js';
import { SourceFailure, type SourceOperation } from '../sourceClient.js';
import type { CallOutcome } from './breaker.js';

/** The connection failed; `answered`: after part of the answer had come, so that the source has seen the request. */
export class ConnectionFailure extends SourceFailure {
  constructor(
    readonly reason: string,
    readonly answered: boolean,
  ) {
    super('SOURCE_UNAVAILABLE', `${answered ? 'connection broke' : 'no connection'}: ${reason}`);
  }
}

/** An answer of more bytes than are allowed. */
export function tooLarge(): SourceFailure {
  return new SourceFailure('SOURCE_PROTOCOL_ERROR', 'answer too large');
}

/** Only the code of an error: its message may name addresses. */
export function codeOf(error: Error): string {
  return String((error as { code?: unknown }).code ?? error.name);
}

/** The connection broke, or was refused. A time-out or a failed lookup would not go better a moment later. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNREFUSED']);
const MAX_PAUSE_MS = 30;

/**
 * Whether a failed request may be sent again: a query whose connection broke before a byte of its answer came. The common
 * case is a kept connection that the other side has just closed.
 */
export function mayRetry(operation: SourceOperation, error: unknown): boolean {
  return (
    operation.operationType === 'query' &&
    error instanceof ConnectionFailure &&
    !error.answered &&
    BROKEN.has(error.reason) &&
    !operation.signal.aborted
  );
}

/** Waits up to 30 ms at random, so that requests that broke together do not return together. @throws the signal's reason */
export function retryPause(signal: CancelSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, Math.random() * MAX_PAUSE_MS);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}

/**
 * What a status or a failure says of the source's health. A status of 500 and a malformed or oversized answer concern one
 * operation: if they counted as failures, one viewer's query could cut everyone off. A client that hung up is neutral.
 */
export function outcomeOf(end: unknown): CallOutcome {
  if (typeof end === 'number') return end >= 502 && end <= 504 ? 'failed' : 'ok';
  if (end instanceof ConnectionFailure) return 'failed';
  const timedOut =
    end instanceof SourceFailure
      ? end.code === 'SOURCE_TIMEOUT'
      : (end as { name?: unknown } | null)?.name === 'TimeoutError';
  return timedOut ? 'failed' : 'neutral';
}

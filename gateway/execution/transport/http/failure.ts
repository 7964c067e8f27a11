import type { CancelSignal } from '../../../../storage/pool/cancellation.js';
import { SourceFailure, type SourceOperation } from '../sourceClient.js';
import type { CallOutcome } from './breaker.js';
import { ConnectionFailure } from './roundTrip.js';

/** The connection is gone, or there was none; a time-out or a lookup that failed is no better a moment later. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ECONNREFUSED']);
const MAX_PAUSE_MS = 30;

/**
 * Whether a failed request may be sent again: a read whose connection broke before a byte of its answer came. A socket
 * that was kept, and that the other side closed just now, is the common case.
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

/** Up to 30 ms by chance: what broke for many at once shall not come back at once. @throws the signal's reason */
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
 * What a status or a failure says of the source's health. A status of 500, a wrong or an oversized answer speak of one
 * operation: were they failures, one viewer's odd query could cut everyone off. So is a client that hung up neutral.
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

import { setTimeout as delay } from 'node:timers/promises';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';

/** Pauses between tries double from the first to the longest, ms. */
const SHORTEST = 250;
const LONGEST = 5_000;

/** How work on the database is retried. */
export interface OnceReached {
  /** Ends the retries: the last error is thrown then. */
  readonly signal: AbortSignal;
  /** Called with the first error. */
  readonly onWait?: (error: unknown) => void;
  /** Longest time in all, ms; unlimited where absent. */
  readonly patienceMs?: number;
}

/**
 * Retries work for as long as the database cannot be reached: background work must not end a server.
 *
 * @throws what the work throws where the database is reachable, or the time is over
 */
export async function onceReached<T>(
  work: () => Promise<T>,
  { signal, onWait, patienceMs = Number.POSITIVE_INFINITY }: OnceReached,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let pauseMs = SHORTEST; ; pauseMs = Math.min(2 * pauseMs, LONGEST)) {
    try {
      return await work();
    } catch (error) {
      if (!isOutOfReach(error) || signal.aborted || performance.now() >= end) throw error;
      if (pauseMs === SHORTEST) onWait?.(error);
      await delay(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}

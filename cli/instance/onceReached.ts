import { setTimeout as delay } from 'node:timers/promises';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';

/** Pause after the first try, ms; it grows with each. */
const SHORTEST = 250;
const LONGEST = 5_000;

/** How what needs the database is tried. */
export interface OnceReached {
  /** Ends the pause and the tries: the last error is thrown then. */
  readonly signal: AbortSignal;
  /** Told of the first error. */
  readonly onWait?: (error: unknown) => void;
  /** Longest time in all, ms; for as long as it takes where absent. */
  readonly patienceMs?: number;
}

/**
 * Does what needs the database, again and again while that cannot be reached. Why: what serves goes on meanwhile, and must not end over
 * what it does beside.
 *
 * @throws what the work throws where the database can be reached, or nobody waits any longer
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

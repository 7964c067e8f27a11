import { setTimeout as delay } from 'node:timers/promises';
import { passesByItself } from './databaseErrors.js';

/** Pause after the first try, ms; it doubles with each. */
const SHORTEST = 250;
const LONGEST = 5000;
const MINUTE = 60_000;

/** How long a database that is away or busy is waited for. */
export interface Waiting {
  /** Longest time, ms, from when it was first away; 0 waits for nothing. */
  readonly waitMs: number;
  /** Told at first, and once a minute. @param waitedMs since it was first away */
  readonly onWait: (error: unknown, waitedMs: number) => void;
  /** Ends the wait; the last error is thrown then. */
  readonly signal?: AbortSignal;
}

/**
 * Repeats work from its start while the database is away or busy. For work without a client who could ask again, such as commands
 * and what a server does in the background. Nothing may be held meanwhile: work that fails lets go of transactions, locks and leases.
 *
 * @param passes whether waiting helps after an error; a server goes on waiting longer than a command, for what an operator mends too
 * @throws what the work throws where waiting does not help, or the time is over
 */
export async function waitOut<T>(
  work: () => Promise<T>,
  { waitMs, onWait, signal }: Waiting,
  passes: (error: unknown) => boolean = passesByItself,
): Promise<T> {
  let away: number | null = null;
  let told = 0;
  for (let pauseMs = SHORTEST; ; pauseMs = Math.min(2 * pauseMs, LONGEST)) {
    const began = performance.now();
    try {
      return await work();
    } catch (error) {
      const now = performance.now();
      if (!passes(error) || signal?.aborted) throw error;
      // A try that went on for so long found the database there: what fails now is a new outage.
      if (away === null || now - began > MINUTE) {
        away = now;
        told = 0;
        pauseMs = SHORTEST;
      }
      if (now + pauseMs > away + waitMs) throw error;
      if (told === 0 || now - told >= MINUTE) {
        told = now;
        onWait(error, now - away);
      }
      await delay(pauseMs, undefined, signal ? { signal } : {}).catch(() => undefined);
      if (signal?.aborted) throw error;
    }
  }
}

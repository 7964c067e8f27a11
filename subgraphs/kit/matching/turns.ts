import { setImmediate } from 'node:timers/promises';
import type { SourceSession } from '../sourceSession.js';

/** Shares the thread with other requests during a long comparison. */
export interface Turns {
  /**
   * Called after each piece of work: yields the thread where it was held for a hundredth of a second.
   *
   * @throws the reason for which the request was cancelled meanwhile
   */
  next(): Promise<void> | void;
}

const HELD_MS = 10;

/** One for each search: comparing a hundred records of many names takes tenths of a second, in pieces of milliseconds. */
export function createTurns(session: Pick<SourceSession, 'assertWanted'>): Turns {
  let since = performance.now();
  const give = async (): Promise<void> => {
    await setImmediate();
    session.assertWanted();
    since = performance.now();
  };
  return { next: () => (performance.now() - since < HELD_MS ? undefined : give()) };
}

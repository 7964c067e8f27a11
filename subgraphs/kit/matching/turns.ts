import { setImmediate } from 'node:timers/promises';
import type { SourceSession } from '../sourceSession.js';

/** What matching does with the thread: others have their turn in between. */
export interface Turns {
  /**
   * Called after each piece of work: lets others have the thread where it was held for a hundredth of a second.
   *
   * @throws the reason for which the request was cancelled meanwhile
   */
  next(): Promise<void> | void;
}

const heldMs = 10;

/** Why of each search its own: to compare a hundred records of many names takes tenths of a second, in pieces of some milliseconds. */
export function createTurns(session: Pick<SourceSession, 'assertWanted'>): Turns {
  let since = performance.now();
  const give = async (): Promise<void> => {
    await setImmediate();
    session.assertWanted();
    since = performance.now();
  };
  return { next: () => (performance.now() - since < heldMs ? undefined : give()) };
}

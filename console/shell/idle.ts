/* Whether anybody is at the page: what it shows lasts no longer than an answer is held. */

/** How long a page that nobody touches shows what it shows, milliseconds: as long as the client holds an answer. */
export const IDLE_MS = 15 * 60_000;
/** How long before the end it is announced. */
const WARNED_MS = 60_000;
/** How long before it work that would be lost is: who comes back from the next room is in time. */
const LOSING_MS = 5 * 60_000;

/** How a page stands that is touched or not. `losing`: it is time to save what would be lost. */
export type IdleState = 'touched' | 'losing' | 'warned' | 'over';

/** @param sinceMs time since it was touched; a clock that was set back counts as touched */
export function idleState(sinceMs: number): IdleState {
  if (sinceMs >= IDLE_MS) return 'over';
  if (sinceMs >= IDLE_MS - WARNED_MS) return 'warned';
  return sinceMs >= IDLE_MS - LOSING_MS ? 'losing' : 'touched';
}

/** Milliseconds until it has to be looked at again. */
export function nextLookMs(sinceMs: number): number {
  const ends = [IDLE_MS - LOSING_MS, IDLE_MS - WARNED_MS, IDLE_MS].map((at) => at - Math.max(sinceMs, 0));
  return ends.find((left) => left > 0) ?? 0;
}

let working = 0;

/** Something runs that was started here and takes its time, such as a file that is taken along: the page counts as touched until it is done. */
export function keepTouched(): () => void {
  working += 1;
  let isDone = false;
  return () => {
    if (!isDone) working -= 1;
    isDone = true;
  };
}

/** Whether something runs. */
export const isWorking = (): boolean => working > 0;

import { readFileSync } from 'node:fs';

/**
 * What others wait for while something is done.
 *
 * @returns how many turns of the event loop began, and ms that the thread worked: in the longest of them, and in all
 */
export async function turnsOf(act: () => Promise<unknown>): Promise<{ turns: number; longest: number; spent: number }> {
  let [turns, longest, isOver] = [0, 0, false];
  const begun = threadTime();
  let last = begun;
  const watch = (): void => {
    turns += 1;
    const now = threadTime();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(watch);
  };
  setImmediate(watch);
  try {
    await act();
  } finally {
    isOver = true;
  }
  return { turns, longest, spent: threadTime() - begun };
}

/**
 * Time that this thread has worked, ms; where the system does not tell, the time that has passed.
 * Why: on a busy machine the loop also waits for others, and that is not what was done.
 */
function threadTime(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

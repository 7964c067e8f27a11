import { readFileSync } from 'node:fs';

/**
 * What others wait for while something is done.
 *
 * @returns ms that the thread worked: in the longest turn of the event loop, and in all
 */
export async function turnsOf(act: () => Promise<unknown>): Promise<{ longest: number; spent: number }> {
  let [longest, isOver] = [0, false];
  const begun = threadTime();
  let last = begun;
  const watch = (): void => {
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
  return { longest, spent: threadTime() - begun };
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

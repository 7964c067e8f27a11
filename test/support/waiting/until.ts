import { setTimeout as pause } from 'node:timers/promises';

/** Less than a test has while guards are tried (`test/fuzz/guards/runTest.ts`): words, not a timeout, say what did not come. */
const MOST_MS = 60_000;

/**
 * Waits until it holds; a minute at most.
 *
 * @throws Error in these words where it does not
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what = 'it never came to that',
  everyMs = 20,
): Promise<void> {
  const end = performance.now() + MOST_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${what} within a minute`);
    await pause(everyMs);
  }
}

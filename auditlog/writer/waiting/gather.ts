import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** Where a batch had this many entries, the next one is waited for. */
const busyBatch = 4;
const stepMs = 1;
/** Steps at most, and the share of one in which this thread must have worked for another to follow. */
const mostSteps = 5;
const busyShare = 0.75;

/**
 * Lets a batch gather: a commit costs nearly the same for one entry as for many, here and in PostgreSQL, and under load each entry
 * pays its share of it. Where the last batch was not small, a step is waited for; another one as long as the step before it brought
 * entries and this thread was busy in it: an answer that could leave sooner waits for the thread all the same. Alone, nobody waits.
 *
 * @param lastBatch entries that the last batch had
 * @param waiting how many entries wait now
 */
export async function gather(lastBatch: number, waiting: () => number): Promise<void> {
  if (lastBatch < busyBatch) return;
  for (let step = 0, before = -1; step < mostSteps && waiting() > before; step += 1) {
    before = waiting();
    const begun = performance.eventLoopUtilization();
    await pause(stepMs);
    if (performance.eventLoopUtilization(begun).utilization < busyShare) return;
  }
}

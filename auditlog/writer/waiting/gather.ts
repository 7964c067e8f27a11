import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** After a batch of this many entries, the next one gathers. */
const busyBatch = 4;
const stepMs = 1;
const maxSteps = 5;
/** The share of a step that this thread must have worked for another to follow. */
const busyShare = 0.75;

/**
 * Lets a batch gather: a commit costs nearly the same for one entry as for many, here and in PostgreSQL. After a batch that was
 * not small it waits a step, and another as long as the last one brought entries and this thread was busy: an answer that could
 * leave sooner would wait for the thread anyway. A lone entry never waits.
 *
 * @param lastBatch entries of the last batch
 * @param waiting how many entries wait now
 */
export async function gather(lastBatch: number, waiting: () => number): Promise<void> {
  if (lastBatch < busyBatch) return;
  for (let step = 0, before = -1; step < maxSteps && waiting() > before; step += 1) {
    before = waiting();
    const begun = performance.eventLoopUtilization();
    await pause(stepMs);
    if (performance.eventLoopUtilization(begun).utilization < busyShare) return;
  }
}

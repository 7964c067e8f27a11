import { performance } from 'node:perf_hooks';
import { archiveDelivery } from './archiveDelivery.js';
import { type DeliverOptions, deliver, insist, StopRequested } from './deliver.js';
import { type Arrival, lookAt, lookAtOne } from './look.js';
import type { Ending } from './report.js';
import { createSettler } from './settle.js';
import { forget, giveBack, leftovers, noteAtHand, type Taken, take } from './taken.js';
import { createWaker } from './waker.js';
import { openWatchedFolder, type WatchedFolder } from './watchedFolder.js';

/** One watch. */
export interface WatchOptions extends Omit<DeliverOptions, 'onRetry' | 'tries'> {
  readonly folder: string;
  /** Milliseconds between two looks, and for which a file must stay as it is. */
  readonly intervalMs: number;
  /** Takes what is complete and ends. */
  readonly once: boolean;
  readonly tell: (event: WatchEvent) => void;
}

/** What happens in a watch. */
export type WatchEvent =
  | { readonly event: 'WATCHING'; readonly folder: string }
  | { readonly event: 'PUT_AWAY'; readonly delivery: string; readonly to: string; readonly ending: Ending }
  | { readonly event: 'WAITING'; readonly delivery: string; readonly why: string; readonly pauseMs: number }
  | { readonly event: 'PASSED_OVER'; readonly name: string; readonly why: string }
  | { readonly event: 'CHANGED'; readonly delivery: string }
  | { readonly event: 'STUCK'; readonly delivery: string; readonly why: string }
  | { readonly event: 'STOPPED'; readonly atHand: string | null };

/** Deaths of watchers over a delivery after which all others go first. */
const suspiciousDeaths = 3;

/** Tries of what may work later, with `once`: the next start takes it up again. */
const triesOnce = 3;

/**
 * Ingests deliveries as they arrive in a folder, one after the other, until the signal is aborted.
 *
 * 1. What the last watcher had at hand when it ended is taken up again: the run goes on where it was.
 * 2. Look by look, what is complete is taken out of the way of its sender, ingested, and put away with a report.
 * 3. What cannot be ingested is put away too and stops nothing; what cannot be ingested now is tried again.
 *
 * @returns how many deliveries failed, and what is at hand still
 * @throws BAD_USER_INPUT where the folder cannot be watched
 */
export async function watchFolder(
  options: WatchOptions,
): Promise<{ readonly failed: number; readonly atHand: string | null }> {
  const folder = await openWatchedFolder(options.folder);
  const waker = createWaker(folder.path, options.signal);
  const watch = createWatch(options, folder);
  try {
    options.tell({ event: 'WATCHING', folder: folder.path });
    await watch.run(waker.sleep);
  } catch (error) {
    if (!(error instanceof StopRequested)) throw error;
  } finally {
    waker.close();
    folder.release();
  }
  options.tell({ event: 'STOPPED', atHand: watch.atHand });
  return { failed: watch.failed, atHand: watch.atHand };
}

function createWatch(options: WatchOptions, folder: WatchedFolder) {
  const { signal, tell, once, intervalMs } = options;
  const delivering: DeliverOptions = {
    ...options,
    ...(once ? { tries: triesOnce } : {}),
    onRetry: (delivery, why, pauseMs) => tell({ event: 'WAITING', delivery, why, pauseMs }),
  };
  const told = new Set<string>();
  let failed = 0;
  let atHand: string | null = null;

  const handle = async (taken: Taken): Promise<void> => {
    if (signal.aborted) return;
    atHand = taken.name;
    try {
      await insist(delivering, taken.name, () => noteAtHand(folder, taken));
      await end(taken, await deliver(delivering, taken));
    } catch (error) {
      // Why: a watcher that ends in order did not die of it.
      await forget(folder, taken.name).catch(() => undefined);
      if (error instanceof StopRequested) throw error;
      failed += 1;
      tell({ event: 'STUCK', delivery: taken.name, why: codeOf(error) });
    }
    atHand = null;
  };

  const end = async (taken: Taken, ending: Ending): Promise<void> => {
    if (ending.outcome === 'FAILED' && (await isChanged(folder, taken))) {
      await insist(delivering, taken.name, () => giveBack(folder, taken.name));
      tell({ event: 'CHANGED', delivery: taken.name });
      return;
    }
    const to = await insist(delivering, taken.name, () => archiveDelivery(folder, taken, ending));
    if (ending.outcome === 'FAILED') failed += 1;
    tell({ event: 'PUT_AWAY', delivery: taken.name, to, ending });
  };

  const handleArrivals = async (settler: ReturnType<typeof createSettler>): Promise<number> => {
    const look = await insist(delivering, folder.path, () => lookAt(folder.path));
    for (const [name, why] of look.passedOver) passOver(name, why);
    for (const { name, incomplete } of look.arrivals) if (incomplete !== null) passOver(name, `not yet: ${incomplete}`);
    const complete = settler.complete(look, performance.now());
    for (const arrival of complete) {
      if (signal.aborted) break;
      const taken = await takeOrPassOver(arrival);
      if (taken) await handle(taken);
    }
    return complete.length;
  };

  const takeOrPassOver = async (arrival: Arrival): Promise<Taken | null> => {
    try {
      return await insist(delivering, arrival.name, () => take(folder, arrival));
    } catch (error) {
      if (error instanceof StopRequested) throw error;
      failed += 1;
      passOver(arrival.name, `it cannot be moved, ${codeOf(error)}: who watches must own it, or be let write to it`);
      return null;
    }
  };

  const passOver = (name: string, why: string): void => {
    const line = `${name}: ${why}`;
    if (told.has(line)) return;
    told.add(line);
    tell({ event: 'PASSED_OVER', name, why });
  };

  const run = async (sleep: (ms: number) => Promise<void>): Promise<void> => {
    const left = await leftovers(folder);
    for (const taken of left.filter(({ deaths }) => deaths < suspiciousDeaths)) await handle(taken);
    let last = left.filter(({ deaths }) => deaths >= suspiciousDeaths);
    const settler = createSettler(intervalMs);
    const started = performance.now();
    for (let looks = 1; !signal.aborted; looks += 1) {
      const handled = await handleArrivals(settler);
      const idle = handled === 0 && settler.waiting === 0;
      // Why looks too: one may take longer than that, and nothing is complete at the first.
      if (idle || (once && looks > 2 && performance.now() - started > 2 * intervalMs)) {
        const late = last;
        last = [];
        for (const taken of late) await handle(taken);
        if (once) return;
      }
      await sleep(intervalMs);
    }
  };

  return {
    run,
    get failed() {
      return failed;
    },
    get atHand() {
      return atHand;
    },
  };
}

/** Code of an error of the file system; its message would name paths only, but its cause may say more. */
function codeOf(error: unknown): string {
  return String((error as { readonly code?: unknown } | null)?.code ?? 'INTERNAL');
}

/** True where a delivery was still being written when it was taken: the error is of a file that is not there yet. */
async function isChanged(folder: WatchedFolder, { name, signature }: Taken): Promise<boolean> {
  const now = await lookAtOne(folder.taken, name);
  return now !== null && now.signature !== signature;
}

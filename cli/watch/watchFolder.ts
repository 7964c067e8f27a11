import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { archiveDelivery } from './archiveDelivery.js';
import { codeOf, type DeliverOptions, deliver, StopRequested, untilDone } from './deliver.js';
import { type Arrival, lookAt, lookAtOne } from './look.js';
import type { Ending } from './report.js';
import { createSettler, type Settler } from './settle.js';
import { forget, giveBack, leftovers, noteAtHand, type Taken, take } from './taken.js';
import { openWatchedFolder, type WatchedFolder } from './watchedFolder.js';

/** One watch. */
export interface WatchOptions extends Omit<DeliverOptions, 'onWait'> {
  readonly folder: string;
  /** Milliseconds between two looks, during which a file must not change. */
  readonly intervalMs: number;
  /** Take what is complete, and end. */
  readonly once: boolean;
  readonly onEvent: (event: WatchEvent) => void;
}

/** What happens in a watch. */
export type WatchEvent =
  | { readonly event: 'WATCHING'; readonly folder: string }
  | { readonly event: 'PUT_AWAY'; readonly delivery: string; readonly to: string; readonly ending: Ending }
  | { readonly event: 'WAITING'; readonly delivery: string; readonly why: string; readonly waitedMs: number }
  | { readonly event: 'PASSED_OVER'; readonly name: string; readonly why: string }
  | { readonly event: 'CHANGED'; readonly delivery: string }
  | { readonly event: 'STUCK'; readonly delivery: string; readonly why: string }
  | { readonly event: 'STOPPED'; readonly atHand: string | null };

/** A delivery over which so many watchers died comes last. */
const suspiciousDeaths = 3;

/**
 * Ingests deliveries as they arrive in a folder, one after the other, until the signal is aborted.
 *
 * 1. The delivery that the last watcher had at hand is resumed where it was.
 * 2. Look by look, what is complete is taken out of its sender's reach, ingested, and archived with a report.
 * 3. What cannot be ingested is archived too and stops nothing. While the database or the log is down or busy, it waits.
 *
 * @returns how many deliveries failed, and which one is still at hand
 * @throws BAD_USER_INPUT where the folder cannot be watched; what somebody must mend first, such as a forked log, a wrong
 *   password or a full disk: the delivery stays at hand
 */
export async function watchFolder(
  options: WatchOptions,
): Promise<{ readonly failed: number; readonly atHand: string | null }> {
  const folder = await openWatchedFolder(options.folder);
  const watch = new Watch(options, folder);
  let failure: unknown;
  try {
    options.onEvent({ event: 'WATCHING', folder: folder.path });
    await watch.run();
  } catch (error) {
    if (!(error instanceof StopRequested)) throw error;
    failure = error.cause;
  } finally {
    folder.release();
  }
  const { failed, atHand } = watch;
  options.onEvent({ event: 'STOPPED', atHand });
  if (failure !== undefined) throw failure;
  return { failed, atHand };
}

class Watch {
  failed = 0;
  atHand: string | null = null;
  readonly #folder: WatchedFolder;
  readonly #options: WatchOptions;
  readonly #delivering: DeliverOptions;
  readonly #settler: Settler;
  /** Lines of PASSED_OVER that were reported already. */
  readonly #reported = new Set<string>();

  constructor(options: WatchOptions, folder: WatchedFolder) {
    this.#options = options;
    this.#folder = folder;
    this.#settler = createSettler(options.intervalMs);
    this.#delivering = {
      ...options,
      onWait: (delivery, why, waitedMs) => options.onEvent({ event: 'WAITING', delivery, why, waitedMs }),
    };
  }

  async run(): Promise<void> {
    const { signal, once, intervalMs } = this.#options;
    const left = await leftovers(this.#folder);
    for (const taken of left.filter(({ deaths }) => deaths < suspiciousDeaths)) await this.#handle(taken);
    let last = left.filter(({ deaths }) => deaths >= suspiciousDeaths);
    const started = performance.now();
    for (let looks = 1; !signal.aborted; looks += 1) {
      const handled = await this.#handleArrivals();
      const isIdle = handled === 0 && this.#settler.waiting === 0;
      // Why a number of looks too: one may take longer than that, and nothing is complete at the first.
      if (isIdle || (once && looks > 2 && performance.now() - started > 2 * intervalMs)) {
        const late = last;
        last = [];
        for (const taken of late) await this.#handle(taken);
        if (once) return;
      }
      await delay(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #handleArrivals(): Promise<number> {
    const { path } = this.#folder;
    const look = await untilDone(this.#delivering, path, () => lookAt(path));
    for (const [name, why] of look.passedOver) this.#passOver(name, why);
    for (const { name, incomplete } of look.arrivals)
      if (incomplete !== null) this.#passOver(name, `not yet: ${incomplete}`);
    const complete = this.#settler.complete(look, performance.now());
    for (const arrival of complete) {
      if (this.#options.signal.aborted) break;
      const taken = await this.#take(arrival);
      if (taken) await this.#handle(taken);
    }
    return complete.length;
  }

  async #take(arrival: Arrival): Promise<Taken | null> {
    try {
      return await untilDone(this.#delivering, arrival.name, () => take(this.#folder, arrival));
    } catch (error) {
      if (error instanceof StopRequested) throw error;
      this.failed += 1;
      this.#passOver(
        arrival.name,
        `it cannot be moved, ${codeOf(error)}: the watcher must own it, or be allowed to write to it`,
      );
      return null;
    }
  }

  async #handle(taken: Taken): Promise<void> {
    if (this.#options.signal.aborted) return;
    this.atHand = taken.name;
    try {
      await untilDone(this.#delivering, taken.name, () => noteAtHand(this.#folder, taken));
      await this.#end(taken, await deliver(this.#delivering, taken));
    } catch (error) {
      // Why: a watcher that ends in order did not die over it.
      await forget(this.#folder, taken.name).catch(() => undefined);
      if (error instanceof StopRequested) throw error;
      this.failed += 1;
      this.#options.onEvent({ event: 'STUCK', delivery: taken.name, why: codeOf(error) });
    }
    this.atHand = null;
  }

  async #end(taken: Taken, ending: Ending): Promise<void> {
    const { name } = taken;
    if (ending.outcome === 'FAILED' && (await isChanged(this.#folder, taken))) {
      await untilDone(this.#delivering, name, () => giveBack(this.#folder, name));
      this.#options.onEvent({ event: 'CHANGED', delivery: name });
      return;
    }
    const to = await untilDone(this.#delivering, name, () => archiveDelivery(this.#folder, taken, ending));
    if (ending.outcome === 'FAILED') this.failed += 1;
    this.#options.onEvent({ event: 'PUT_AWAY', delivery: name, to, ending });
  }

  #passOver(name: string, why: string): void {
    const line = `${name}: ${why}`;
    if (this.#reported.has(line)) return;
    this.#reported.add(line);
    this.#options.onEvent({ event: 'PASSED_OVER', name, why });
  }
}

/** Whether a delivery was still being written when it was taken: its failure is of an incomplete file. */
async function isChanged(folder: WatchedFolder, { name, signature }: Taken): Promise<boolean> {
  const now = await lookAtOne(folder.taken, name);
  return now !== null && now.signature !== signature;
}

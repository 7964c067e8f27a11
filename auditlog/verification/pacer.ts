import { setTimeout as pause } from 'node:timers/promises';

/** Limits background work, of any number of callers together, to a share of the time. */
export class Pacer {
  readonly #share: number;
  readonly #signal: AbortSignal;
  /** When work may go on, by `performance.now()`. */
  #free = 0;

  /**
   * @param share of one core, above 0 and up to 1
   * @param signal ends waiting, with its reason
   */
  constructor(share: number, signal: AbortSignal) {
    this.#share = share;
    this.#signal = signal;
  }

  /** Waits until the work done is the share of the time that has passed. Always yields to others. */
  async rest(workedMs: number): Promise<void> {
    const now = performance.now();
    this.#free = Math.max(now, this.#free) + workedMs / this.#share;
    // A timer cannot take more than 2^31 - 1 ms.
    await pause(Math.min(this.#free - now, 2 ** 31 - 1), undefined, { ref: false, signal: this.#signal });
  }
}

/** Milliseconds of CPU time: on a busy machine the clock would count what others used. */
export function workedSince(used: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1000;
}

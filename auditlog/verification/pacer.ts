import { setTimeout as pause } from 'node:timers/promises';

/** Has work that is never urgent done in a share of the time, however many are at it. */
export class Pacer {
  readonly #share: number;
  readonly #signal: AbortSignal;
  /** When there is time again, by `performance.now()`. */
  #free = 0;

  /**
   * @param share of one core, above 0 and up to 1
   * @param signal ends waiting, with its reason
   */
  constructor(share: number, signal: AbortSignal) {
    this.#share = share;
    this.#signal = signal;
  }

  /** Waits until the milliseconds that were worked are the share of the time that has passed. Always lets others in. */
  async rest(workedMs: number): Promise<void> {
    const now = performance.now();
    this.#free = Math.max(now, this.#free) + workedMs / this.#share;
    // Why no longer than a timer takes: 2^31 ms.
    await pause(Math.min(this.#free - now, 2 ** 31 - 1), undefined, { ref: false, signal: this.#signal });
  }
}

/** Milliseconds of CPU time. Why not of the clock: on a busy machine it would count what others took. */
export function workedSince(used: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1000;
}
